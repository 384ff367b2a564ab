import type { Name } from '../../albatross/names.ts';
import { Problem } from '../../base/errors.ts';
import type { ManagedHost } from '../../host-client/managed-host.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import { type Exit, exitOf } from '../state/exit.ts';
import { ConsoleReadings } from './console-readings.ts';
import type { Hearing } from './host-report.ts';
import { type LastWords, readLastWords } from './last-words.ts';
import type { HostLook } from './observe-host.ts';
import type { ObserverDeps } from './observer.ts';
import { ReadingTurns } from './reading-turns.ts';

/** Milliseconds between two readings of one unikernel's console. */
const wordsInterval = 30_000;

/** How often the console of one that is gone is read where it does not tell how that ended: it may be late. */
const maxTimes = 5;
/** How often it is read until it is taken at its word where it tells nothing. */
const wordTimes = 2;

/** When a console was read, and which start of its unikernel that was about. */
interface Heard {
  readonly at: Date;
  readonly askedAt: Date | null;
  /** With what the host's log tells of the end; null: it could not be read. */
  readonly words: LastWords | null;
  /** How often it was read for this start. */
  readonly times: number;
  /** How often it was read to an end since its unikernel is gone. */
  readonly timesGone: number;
}

/** What is known where a console could not be read. */
const unheard: LastWords = {
  ...{ spoke: false, isConsoleLost: false, isNotToldToEnd: false, exit: null },
};

/** Of one that was never seen: it ran, since it printed, and does not any more, though its host was there. */
const ended: Exit = { code: null, reason: null };

/** Whether the console of one that is gone was read to an end, be it in vain. */
export type IsHeard = (unikernel: RegisteredUnikernel) => boolean;

/** What the consoles of one host's unikernels have told of how those have ended. */
export class HeardEnds implements AsyncDisposable {
  readonly #deps: ObserverDeps;
  readonly #host: ManagedHost;
  readonly #heard = new Map<string, Heard>();
  readonly #turns = new ReadingTurns();
  readonly #readings: ConsoleReadings;
  /** Whether a reading has ended since it was last looked what is known. */
  #hasNews = false;

  constructor(deps: ObserverDeps, host: ManagedHost) {
    this.#deps = deps;
    this.#host = host;
    this.#readings = new ConsoleReadings((error) =>
      deps.report(error, `consoles on ${host.name} are not read`),
    );
  }

  /** Ends what is still read. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#readings[Symbol.asyncDispose]();
  }

  /** Which were read to an end by now. */
  asOfNow(): IsHeard {
    const heard = new Map(this.#heard);
    return (unikernel) => wasHeard(unikernel, heard.get(unikernel.id));
  }

  /** Whether something was written down since this was last asked. */
  takeNews(): boolean {
    const hasNews = this.#hasNews;
    this.#hasNews = false;
    return hasNews;
  }

  /** What is known of how one has ended; null: nothing was read of it yet. */
  hearingOf(unikernel: RegisteredUnikernel): Hearing | null {
    const heard = this.#heard.get(unikernel.id);
    if (!heard || !wasHeard(unikernel, heard)) return null;
    const { words, timesGone } = heard;
    return { words, isOver: timesGone >= (words ? wordTimes : maxTimes) };
  }

  /** Forgets all but these. */
  forget(known: readonly RegisteredUnikernel[]): void {
    const ids = new Set(known.map(({ id }) => id));
    for (const id of this.#heard.keys()) if (!ids.has(id)) this.#heard.delete(id);
  }

  /** Reads of some of those that are gone how they have ended; whether there were any. */
  async hear(
    known: readonly RegisteredUnikernel[],
    list: HostLook['list'],
    { signal, over }: Readonly<Record<'signal' | 'over', AbortSignal>>,
  ): Promise<boolean> {
    if (this.#readings.areUnderWay) return false;
    const due = known.filter((unikernel) => this.#isToBeHeard(unikernel));
    const silent = this.#turns.next(due, ({ id }) => this.#heard.get(id)?.times ?? 0);
    const readings = silent.map((unikernel) => {
      const isBeside = ({ path }: Name) => path.length === 1 && path[0] === unikernel.key.domain;
      const running = list.filter(({ name }) => isBeside(name)).length;
      return (bound: AbortSignal) => this.#hearOne(unikernel, running, bound);
    });
    await this.#readings.read(readings, signal, over);
    return silent.length > 0;
  }

  /** Once an end; of one that ends over and over not each. */
  #isToBeHeard({ id, askedAt, destroyedAt, desired, observation }: RegisteredUnikernel): boolean {
    const { absentSince } = observation;
    if (absentSince === null || destroyedAt || desired !== 'running') return false;
    const heard = this.#heard.get(id);
    if (!heard || heard.askedAt?.getTime() !== askedAt?.getTime()) return true;
    const isRested = this.#deps.clock().getTime() - heard.at.getTime() >= wordsInterval;
    const mayBeLate = !isTelling(heard.words) && heard.timesGone < maxTimes;
    return isRested && (mayBeLate || heard.at < absentSince);
  }

  async #hearOne(
    unikernel: RegisteredUnikernel,
    running: number,
    signal: AbortSignal,
  ): Promise<void> {
    const { policies, registry, keptConsoles, report } = this.#deps;
    const { timer } = this.#deps.waits ?? this.#deps;
    const { id, key, askedAt, createdAt, observation, keeping } = unikernel;
    const { seenAt, startedAt, upSince, lostWithHost } = observation;
    const wasSeen = seenAt !== null && (askedAt === null || seenAt >= askedAt);
    const heard = this.#hearAnew(unikernel);
    this.#heard.set(id, heard);
    const request = {
      ...{ host: this.#host, key, askedAt, running, lostWithHost },
      startedAt: wasSeen ? startedAt : null,
      isFirst: askedAt !== null && createdAt >= askedAt,
      isKept: keeping.enabled,
    };
    const deps = { policies, timer, keptConsoles, report };
    const words = await readLastWords(deps, request, signal).catch(notRead);
    const logged = this.#deps.news?.exitOf(key, upSince) ?? null;
    const timesGone = heard.timesGone + 1;
    const told = exitOf(words?.exit ?? null, logged, this.#host);
    const isLost = askedAt !== null && askedAt < this.#host.health.since;
    const exit = told ?? (words?.spoke && !wasSeen && !isLost ? ended : null);
    if (exit) await registry.hasEnded(unikernel, exit);
    const isHeard = words !== null || logged !== null;
    const said = isHeard ? { ...(words ?? unheard), exit: told } : null;
    this.#heard.set(id, { ...heard, timesGone, words: said });
    this.#hasNews = true;
  }

  /** That it is asked once more, with what it tells to come. */
  #hearAnew({ id, askedAt, observation: { absentSince } }: RegisteredUnikernel): Heard {
    const before = this.#heard.get(id);
    const isSameStart = before?.askedAt?.getTime() === askedAt?.getTime();
    const isSameEnd = isSameStart && before && absentSince !== null && before.at >= absentSince;
    return {
      ...{ at: this.#deps.clock(), askedAt, words: null },
      times: isSameStart ? (before?.times ?? 0) + 1 : 1,
      timesGone: isSameEnd ? before.timesGone : 0,
    };
  }
}

/** Whether the console of one that is gone was read to an end since, be it in vain. */
function wasHeard(
  { askedAt, observation: { absentSince } }: RegisteredUnikernel,
  heard: Heard | undefined,
): boolean {
  if (!heard || absentSince === null || heard.at < absentSince) return false;
  return heard.timesGone > 0 && heard.askedAt?.getTime() === askedAt?.getTime();
}

/** Whether it is known how it ended. */
function isTelling(words: LastWords | null): boolean {
  const { code = null, reason = null } = words?.exit ?? {};
  return code !== null || reason !== null;
}

/** A console that cannot be read is of no more than interest. */
function notRead(error: unknown): null {
  if (error instanceof Problem) return null;
  throw error;
}
