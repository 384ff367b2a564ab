import type { Clock } from '../../../base/clock.ts';
import { Problem } from '../../../base/errors.ts';
import type { Timer } from '../../../base/timer.ts';
import type { ManagedHost } from '../../../host-client/managed-host.ts';
import type { DomainDirectory } from '../../../places/domain-directory.ts';
import type { KeptUnikernel } from '../kept-unikernels.ts';
import type { ConsoleStore } from '../store/console-store.ts';
import { chooseFollowed, type FollowLimits } from './choose-followed.ts';
import { followConsole } from './follow-console.ts';
import { Recorder } from './recorder.ts';

/** Milliseconds for which one is followed that does not run any more: its last words may be late. */
const lateWords = 30_000;

/** Milliseconds until one is asked for again whose host has refused. */
const retryAfter = 30_000;

/** Consoles that begin to be followed in one go. */
const maxBeginnings = 16;

export interface HostConsolesDeps {
  readonly store: ConsoleStore;
  readonly policies: DomainDirectory;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly limits: FollowLimits;
  readonly report: (error: unknown, what: string) => void;
}

/** One console, whether it is followed now or waits for that. */
interface Kept {
  unikernel: KeptUnikernel;
  /** null: it was never followed. */
  recorder: Recorder | null;
  following: { readonly since: number; readonly leaving: AbortController } | null;
  leftAt: number;
  /** Not before this. */
  retryAt: number;
}

/** The consoles of one host that are kept, as long as this server watches the host. */
export class HostConsoles {
  readonly #deps: HostConsolesDeps;
  readonly #host: ManagedHost;
  readonly #signal: AbortSignal;
  readonly #kept = new Map<string, Kept>();
  readonly #running = new Set<Promise<void>>();

  constructor(deps: HostConsolesDeps, host: ManagedHost, signal: AbortSignal) {
    this.#deps = deps;
    this.#host = host;
    this.#signal = signal;
  }

  /** Those of which something was printed. */
  get recorders(): Recorder[] {
    return [...this.#kept.values()].flatMap(({ recorder }) => recorder ?? []);
  }

  /** Follows those that are to be followed now, and no others; gives those whose release was not known before. */
  match(unikernels: readonly KeptUnikernel[]): KeptUnikernel[] {
    const released = unikernels.filter((unikernel) => this.#isReleased(unikernel));
    this.#update(unikernels);
    const now = this.#deps.clock().getTime();
    const candidates = [...this.#kept.entries()]
      .filter(([, kept]) => kept.following || isToBeFollowed(kept, now))
      .map(([id, { unikernel, following, leftAt }]) => ({
        ...{ id, domain: unikernel.key.domain, leftAt },
        since: following?.since ?? null,
      }));
    const chosen = chooseFollowed(candidates, this.#deps.limits, now);
    let begun = 0;
    for (const [id, kept] of this.#kept) {
      const isWanted = chosen.has(id) && !isOver(kept.unikernel, now);
      if (kept.following && !isWanted) kept.following.leaving.abort();
      if (kept.following || !isWanted || begun >= maxBeginnings) continue;
      begun += 1;
      this.#begin(kept, now);
    }
    return released;
  }

  /** What waits of a console is taken from its host again, behind what is stored by now. */
  readAnew(recorder: Recorder): void {
    for (const kept of this.#kept.values()) {
      if (kept.recorder !== recorder) continue;
      kept.recorder = null;
      kept.following?.leaving.abort();
    }
  }

  /** Follows none any more. */
  async close(): Promise<void> {
    for (const { following } of this.#kept.values()) following?.leaving.abort();
    await Promise.all(this.#running);
  }

  #isReleased({ id, release }: KeptUnikernel): boolean {
    return release !== null && this.#kept.get(id)?.unikernel.release !== release;
  }

  #update(unikernels: readonly KeptUnikernel[]): void {
    const ids = new Set(unikernels.map(({ id }) => id));
    for (const [id, { following, recorder }] of this.#kept) {
      if (ids.has(id)) continue;
      following?.leaving.abort();
      if (!following && !recorder?.waiting().length) this.#kept.delete(id);
    }
    for (const unikernel of unikernels) {
      const kept = this.#kept.get(unikernel.id);
      if (kept) update(kept, unikernel);
      else this.#kept.set(unikernel.id, neverFollowed(unikernel));
    }
  }

  #begin(kept: Kept, since: number): void {
    const leaving = new AbortController();
    kept.following = { since, leaving };
    const signal = AbortSignal.any([this.#signal, leaving.signal]);
    const running = this.#follow(kept, signal).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #follow(kept: Kept, signal: AbortSignal): Promise<void> {
    const { store, policies, clock, timer, report } = this.#deps;
    const { key } = kept.unikernel;
    try {
      const recorder = kept.recorder ?? new Recorder(key, await store.tail(key), kept.unikernel);
      kept.recorder = recorder;
      const domain = await policies.domainOn(this.#host, key.domain);
      const target = { domains: [domain], label: key.name };
      const host = this.#host.forDomain(key.domain);
      const feed = host.keptConsole(target, signal);
      await followConsole(feed, recorder, { timer, signal });
    } catch (error) {
      kept.retryAt = clock().getTime() + retryAfter;
      // Why a host refuses is in its health, and a unikernel that is gone has no console.
      if (!signal.aborted && !(error instanceof Problem)) {
        report(error, `the console of ${key.domain}:${key.name} on ${key.host} is not kept`);
      }
    } finally {
      kept.following = null;
      kept.leftAt = clock().getTime();
    }
  }
}

const neverFollowed = (unikernel: KeptUnikernel): Kept => ({
  ...{ unikernel, recorder: null, following: null, leftAt: 0, retryAt: 0 },
});

function update(kept: Kept, unikernel: KeptUnikernel): void {
  const before = kept.unikernel;
  kept.unikernel = unikernel;
  const isStart = before.startedAt?.getTime() !== unikernel.startedAt?.getTime();
  if (isStart) kept.retryAt = 0;
  if (isStart || before.release !== unikernel.release) kept.recorder?.begin(unikernel);
}

const isToBeFollowed = ({ unikernel, retryAt }: Kept, now: number) =>
  now >= retryAt && !isOver(unikernel, now);

/** Whether nothing more is to be expected of it. */
function isOver({ absentSince, startedAt }: KeptUnikernel, now: number): boolean {
  if (!absentSince) return false;
  return now - Math.max(absentSince.getTime(), startedAt?.getTime() ?? 0) >= lateWords;
}
