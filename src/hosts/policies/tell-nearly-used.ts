import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import { pause, type Timer } from '../../base/timer.ts';
import type { Database } from '../../database/database.ts';
import { recordEvent } from '../../database/events/record-event.ts';
import type { HostLists } from '../../host-client/managed-host.ts';
import { policyNearlyUsed } from '../host-events.ts';
import { StoredPolicy } from './entity.ts';
import { nearlyUsed } from './nearly-used.ts';
import { type Policies, policyOf } from './policies.ts';
import { usageOf } from './usage.ts';

/** Milliseconds between two looks at what is used on a host. */
const interval = 60_000;

export interface TellNearlyUsedDeps {
  readonly database: Database;
  readonly policies: Pick<Policies, 'on'>;
  readonly clock: Clock;
  readonly timer: Timer;
}

/** Tells accounts when they have nearly used up what a policy gives them: once, until clearly less is used. */
export class TellNearlyUsed {
  readonly failure = 'what is nearly used up there is not told';
  readonly #deps: TellNearlyUsedDeps;

  constructor(deps: TellNearlyUsedDeps) {
    this.#deps = deps;
  }

  /** Follows a host that this server watches, until `signal` aborts; rejects then. */
  async follow(
    host: HostLists & { readonly knownDown: boolean },
    signal: AbortSignal,
  ): Promise<void> {
    for (;;) {
      await pause(this.#deps.timer, interval, signal);
      if (!host.knownDown) await this.#look(host, signal);
    }
  }

  async #look(host: HostLists, signal: AbortSignal): Promise<void> {
    const lists = await readLists(host, signal);
    if (!lists) return;
    for (const stored of await this.#deps.policies.on(host)) {
      await this.#compare(host, stored, usageOf(stored.domain, ...lists));
    }
  }

  async #compare(
    { name: host }: HostLists,
    stored: StoredPolicy,
    usage: ReturnType<typeof usageOf>,
  ): Promise<void> {
    const { id, domain: account } = stored;
    const before = stored.nearlyUsed ?? [];
    const uses = nearlyUsed(usage, policyOf(stored), before);
    const now = uses.map(({ resource }) => resource);
    if (now.join() === before.join()) return;
    const fresh = uses.filter(({ resource }) => !before.includes(resource));
    const at = this.#deps.clock();
    await this.#deps.database.transaction(async (em) => {
      await em.nativeUpdate(StoredPolicy, { id }, { nearlyUsed: now });
      for (const use of fresh) {
        await recordEvent(em, { ...policyNearlyUsed.of({ host, account, ...use }), account, at });
      }
    });
  }
}

/** null: the host does not say, as its health tells. */
async function readLists(host: HostLists, signal: AbortSignal) {
  try {
    return await Promise.all([host.unikernels(signal), host.volumes(signal)]);
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}
