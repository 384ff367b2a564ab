import { pause } from '../../../base/timer.ts';
import type { ManagedHost } from '../../../host-client/managed-host.ts';
import type { HostFollower } from '../../observer/host-followers.ts';
import { listKept } from '../kept-unikernels.ts';
import { compact, segmentOctets } from '../store/compact.ts';
import { pruneConsole, type RoomLimits } from '../store/prune.ts';
import { HostConsoles, type HostConsolesDeps } from './host-consoles.ts';
import type { Recorder } from './recorder.ts';

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
    try {
      while (!signal.aborted) {
        await this.#round(host, consoles, shorts);
        await pause(this.#deps.timer, flushInterval, signal).catch(() => {}); // the signal says so
      }
    } finally {
      await consoles.close();
      await this.#store(consoles.recorders, shorts);
    }
  }

  /** Nothing is lost where the database is away: it is tried again. */
  async #round(host: ManagedHost, consoles: HostConsoles, shorts: Map<Recorder, Short>) {
    try {
      const { store } = this.#deps;
      const released = consoles.match(await listKept(store.database, host.name));
      for (const unikernel of released) await store.label(unikernel);
      await this.#store(consoles.recorders, shorts);
      forgetOthers(shorts, consoles.recorders);
      await this.#compact(shorts);
    } catch (error) {
      this.#deps.report(error, `${host.name}: ${this.failure}`);
    }
  }

  async #store(recorders: readonly Recorder[], shorts: Map<Recorder, Short>): Promise<void> {
    const waiting = recorders.map((recorder) => ({ recorder, segments: recorder.waiting() }));
    const filled = waiting.filter(({ segments }) => segments.length > 0);
    for (let start = 0; start < filled.length; start += maxStored) {
      const some = filled.slice(start, start + maxStored);
      await this.#deps.store.append(some.flatMap(({ segments }) => segments));
      for (const { recorder, segments } of some) {
        recorder.stored(segments);
        const short = shorts.get(recorder) ?? { segments: 0, octets: 0 };
        const lines = segments.flatMap((segment) => segment.lines);
        const octets = lines.reduce((sum, { line }) => sum + line.length + 15, 0);
        shorts.set(recorder, {
          segments: short.segments + segments.length,
          octets: short.octets + octets,
        });
      }
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
