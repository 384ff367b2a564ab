import type { Label } from '../albatross/names.ts';
import type { Clock } from '../base/clock.ts';
import { pause, type Timer } from '../base/timer.ts';
import type { Database } from '../database/database.ts';
import { recordEvent } from '../database/events/record-event.ts';
import { StoredHost } from '../host-client/entity.ts';
import type { HealthReport } from '../host-client/health.ts';
import type { MaintenanceDirectory } from '../host-client/maintenance.ts';
import { hostDegraded, hostRecovered } from './host-events.ts';

/** Milliseconds between two looks at a host's health. */
const interval = 1_000;
/** Milliseconds for which a host has to be degraded, or well, for that to be told. */
const settlesAfter = { degraded: 10_000, online: 15_000 } as const;

/** A host, as far as its health is told. */
export interface ToldHost {
  readonly id: string;
  readonly name: Label;
  readonly health: Pick<HealthReport, 'state' | 'since' | 'reason'>;
}

export interface TellHealthDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly maintenance: Pick<MaintenanceDirectory, 'of'>;
}

/** Tells administrators when a host is degraded for a while, and when it is well again: each once, whoever watches it. */
export class TellHealth {
  readonly failure = 'how it does is not told';
  readonly #deps: TellHealthDeps;

  constructor(deps: TellHealthDeps) {
    this.#deps = deps;
  }

  /** Follows one that this server watches, until `signal` aborts; rejects then. */
  async follow(host: ToldHost, signal: AbortSignal): Promise<void> {
    const { clock, timer } = this.#deps;
    let told: ToldHost['health']['state'] | null = null;
    for (;;) {
      const { health } = host;
      const { state, since } = health;
      const isSettled = clock().getTime() - since.getTime() >= settlesAfter[state];
      if (state !== told && isSettled && !(await this.#isQuiet(host, state))) {
        await this.#tell(host, health);
        told = state;
      }
      await pause(timer, interval, signal);
    }
  }

  /** Whether nobody wants to hear it: work goes on there. That it is well again ends what was told. */
  async #isQuiet({ name }: ToldHost, state: ToldHost['health']['state']): Promise<boolean> {
    return state === 'degraded' && (await this.#deps.maintenance.of(name)) !== null;
  }

  async #tell({ id, name: host }: ToldHost, { state, reason }: ToldHost['health']): Promise<void> {
    const isDegraded = state === 'degraded';
    const content = isDegraded ? hostDegraded.of({ host, reason }) : hostRecovered.of({ host });
    const at = this.#deps.clock();
    await this.#deps.database.transaction(async (em) => {
      const other = { id, toldDegraded: !isDegraded };
      const count = await em.nativeUpdate(StoredHost, other, { toldDegraded: isDegraded });
      if (count > 0) await recordEvent(em, { ...content, account: null, at });
    });
  }
}
