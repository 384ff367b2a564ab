import { pause } from '../../../base/timer.ts';
import { databaseFault } from '../../../database/errors.ts';
import type { ManagedHost } from '../../../host-client/managed-host.ts';
import type { HostFollower } from '../../observer/host-followers.ts';
import { type KeptUnikernel, listKept } from '../kept-unikernels.ts';
import { compact, segmentOctets } from '../store/compact.ts';
import type { NewSegment } from '../store/console-store.ts';
import { pruneConsole, type RoomLimits } from '../store/prune.ts';
import { HostConsoles, type HostConsolesDeps } from './host-consoles.ts';
import { octetsOf, type Recorder } from './recorder.ts';

/** Milliseconds that a line waits at the most until it is stored: what a kill loses. */
const flushInterval = 5_000;

/** Segments that are stored in one transaction. */
const maxStored = 100;

/** Short segments after which they are made one of. */
const maxShort = 64;

export interface ConsoleKeeperDeps extends HostConsolesDeps {
  readonly room: RoomLimits;
}

/** Short segments of a console that are not one yet. */
interface Short {
  segments: number;
  octets: number;
}

/** What waits of a console. */
interface Filled {
  readonly recorder: Recorder;
  readonly segments: readonly NewSegment[];
}

/** What is under way for a host. */
interface Keeping {
  readonly consoles: HostConsoles;
  readonly shorts: Map<Recorder, Short>;
  /** Of which the release has to be written to what is stored. */
  readonly released: KeptUnikernel[];
}

/** Keeps what the unikernels of a host print, in the one server that watches it. */
export class ConsoleKeeper implements HostFollower {
  readonly failure = 'the consoles of its unikernels are not kept';
  readonly #deps: ConsoleKeeperDeps;

  constructor(deps: ConsoleKeeperDeps) {
    this.#deps = deps;
  }

  /** As long as the signal does not abort. */
  async follow(host: ManagedHost, signal: AbortSignal): Promise<void> {
    const consoles = new HostConsoles(this.#deps, host, signal);
    const shorts = new Map<Recorder, Short>();
    const released: KeptUnikernel[] = [];
    try {
      while (!signal.aborted) {
        await this.#round(host, { consoles, shorts, released });
        await pause(this.#deps.timer, flushInterval, signal).catch(() => {}); // the signal says so
      }
    } finally {
      await consoles.close();
      await this.#store(consoles, shorts);
    }
  }

  /** Nothing is lost where the database is away: it is tried again. */
  async #round(host: ManagedHost, { consoles, shorts, released }: Keeping): Promise<void> {
    try {
      const { store } = this.#deps;
      released.push(...consoles.match(await listKept(store.database, host.name)));
      for (let [next] = released; next; [next] = released) {
        await store.label(next);
        released.shift();
      }
      await this.#store(consoles, shorts);
      forgetOthers(shorts, consoles.recorders);
      await this.#compact(shorts);
    } catch (error) {
      this.#deps.report(error, `${host.name}: ${this.failure}`);
    }
  }

  async #store(consoles: HostConsoles, shorts: Map<Recorder, Short>): Promise<void> {
    const waiting = consoles.recorders.map((recorder) => ({
      ...{ recorder, segments: recorder.waiting() },
    }));
    const filled = waiting.filter(({ segments }) => segments.length > 0);
    for (let start = 0; start < filled.length; start += maxStored) {
      const some = filled.slice(start, start + maxStored);
      try {
        await this.#append(some, shorts);
      } catch (error) {
        if (databaseFault(error)) throw error;
        for (const one of some) await this.#appendAlone(one, consoles, shorts);
      }
    }
  }

  async #append(some: readonly Filled[], shorts: Map<Recorder, Short>): Promise<void> {
    await this.#deps.store.append(some.flatMap(({ segments }) => segments));
    for (const { recorder, segments } of some) {
      recorder.stored(segments);
      const short = shorts.get(recorder) ?? { segments: 0, octets: 0 };
      const octets = segments.reduce((sum, { lines }) => sum + octetsOf(lines), short.octets);
      shorts.set(recorder, { segments: short.segments + segments.length, octets });
    }
  }

  /** Where the lines of one console cannot be stored, as others are behind the same line, the rest is. */
  async #appendAlone(
    one: Filled,
    consoles: HostConsoles,
    shorts: Map<Recorder, Short>,
  ): Promise<void> {
    try {
      await this.#append([one], shorts);
    } catch (error) {
      if (databaseFault(error)) throw error;
      const { host, domain, name } = one.recorder.key;
      this.#deps.report(error, `the console of ${domain}:${name} on ${host} is read anew`);
      consoles.readAnew(one.recorder);
    }
  }

  async #compact(shorts: Map<Recorder, Short>): Promise<void> {
    const { store, room } = this.#deps;
    for (const [recorder, { segments, octets }] of shorts) {
      if (segments < maxShort && octets < segmentOctets) continue;
      shorts.delete(recorder);
      await compact(store, recorder.key);
      await pruneConsole(store, recorder.key, room);
    }
  }
}

/** What is not kept any more is not added to. */
function forgetOthers(shorts: Map<Recorder, Short>, recorders: readonly Recorder[]): void {
  const kept = new Set(recorders);
  for (const recorder of shorts.keys()) if (!kept.has(recorder)) shorts.delete(recorder);
}
