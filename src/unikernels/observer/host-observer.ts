import type { Name } from '../../albatross/names.ts';
import { Problem } from '../../base/errors.ts';
import type { ManagedHost } from '../../host-client/managed-host.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import type { Sighting } from '../registry/registry.ts';
import { type Exit, exitOf } from '../state/exit.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';
import { ConsoleReadings } from './console-readings.ts';
import type { Hearing, HostReport } from './host-report.ts';
import { type LastWords, readLastWords } from './last-words.ts';
import { learnTime } from './learn-time.ts';
import { type HostLook, type HostSightings, observeHost } from './observe-host.ts';
import type { ObserverDeps } from './observer.ts';
import { ReadingTurns } from './reading-turns.ts';
import { tellChanges } from './tell-changes.ts';

/** How soon a host is to be looked at again. */
export type Urgency = 'soon' | 'later';

/** Milliseconds after a start or an end for which a host is looked at more often. */
const lively = 30_000;

/** Milliseconds between two readings of one unikernel's console. */
const wordsInterval = 30_000;

/** Milliseconds for which consoles are read in one look: what has ended is told by then, be it without how. */
const hearFor = 2_500;

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

/** Of one that was never seen: it ran, since it printed, and does not any more. */
const ended: Exit = { code: null, reason: null };

/** Watches one host: each look adds to what is known of its unikernels. */
export class HostObserver implements AsyncDisposable {
  readonly #deps: ObserverDeps;
  readonly host: ManagedHost;
  readonly #heard = new Map<string, Heard>();
  readonly #turns = new ReadingTurns();
  readonly #readings: ConsoleReadings;
  /** Whether a reading has ended since it was last looked what is known. */
  #hasNews = false;
  /** What happened before the first look is not known either. */
  #wasAway = true;
  /** The first look since. */
  #backSince = new Date(0);
  /** The last one: the host may have been away since for less than there is between two. */
  #lookedAt = new Date(0);

  constructor(deps: ObserverDeps, host: ManagedHost) {
    this.#deps = deps;
    this.host = host;
    this.#readings = new ConsoleReadings((error) =>
      deps.report(error, `consoles on ${host.name} are not read`),
    );
  }

  /** Looks once, and says when to look again; null: the host does not answer. */
  async look(signal: AbortSignal): Promise<Urgency | null> {
    const { registry, domains, clock, keeper } = this.#deps;
    const at = clock();
    const list = await this.#list(signal);
    if (!list) return null;
    const { name: host } = this.host;
    const [known, labels] = await Promise.all([registry.onHost(host), domains.ofAccounts()]);
    const afterAbsence = this.#wasAway || this.#isBack(at);
    const look = { host, at, list, afterAbsence };
    if (afterAbsence) this.#backSince = at;
    this.#wasAway = false;
    this.#lookedAt = at;
    const { unknown, changed } = observeHost(look, known, labels);
    await registry.takeIn(unknown);
    for (const { key, sighting } of unknown) await this.#claim(key, sighting);
    for (const { known: before, sighting } of changed) await registry.observed(before, sighting);
    learnTime(this.host.clock, changed, { at, backSince: this.#backSince });
    const isNew = unknown.length + changed.length > 0;
    const seen = isNew ? await registry.onHost(host) : known;
    await this.#hearAll(seen, { list, changed }, signal);
    this.#forget(known);
    if (keeper && known.some(({ keeping }) => keeping.enabled)) {
      keeper.tend(await this.#report(this.#backSince), signal);
    }
    return known.some((unikernel) => isLively(unikernel, at)) ? 'soon' : 'later';
  }

  /** Ends what is still read of consoles. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#readings[Symbol.asyncDispose]();
  }

  /** Reads how those have ended that are gone, some at a time, and tells what has become of all. */
  async #hearAll(
    known: readonly RegisteredUnikernel[],
    { list, changed }: Pick<HostLook, 'list'> & Pick<HostSightings, 'changed'>,
    signal: AbortSignal,
  ): Promise<void> {
    const { registry, timer, waits = { timer } } = this.#deps;
    const over = new AbortController();
    using _limit = waits.timer(hearFor, () => over.abort());
    for (let seen = known; ; ) {
      const hasHeard = await this.#hear(seen, list, { signal, over: over.signal });
      // What is read to an end only after what is known was read is told with the next look.
      const heard = new Map(this.#heard);
      if (this.#hasNews) {
        this.#hasNews = false;
        seen = await registry.onHost(this.host.name);
      }
      await this.#tell(seen, changed, heard);
      if (!hasHeard || over.signal.aborted) return;
    }
  }

  /** Tells what has become of them. */
  async #tell(
    known: readonly RegisteredUnikernel[],
    changed: HostSightings['changed'],
    heard: ReadonlyMap<string, Heard>,
  ): Promise<void> {
    const news = new Set(changed.map(({ known: { id } }) => id));
    for (const unikernel of known) {
      const { id } = unikernel;
      const isHeard = wasHeard(unikernel, heard.get(id));
      await tellChanges(this.#deps, { unikernel, isHeard, isNew: news.has(id) });
    }
  }

  /** One that was started from here before unikernels were remembered is ours all the same. */
  async #claim(key: UnikernelKey, { info }: Sighting): Promise<void> {
    const { desired, history } = this.#deps;
    const last = await history.lastDone(key);
    if (!info || !last || last.digest !== info.digest.toString('hex')) return;
    const asked = await history.lastAsked(key);
    if (asked && last.action !== 'destroy') await desired.claim(key, asked, last);
  }

  async #list(signal: AbortSignal) {
    try {
      if (!this.host.knownDown) return await this.#read(signal);
      this.#wasAway = true; // and is asked by others whether it is back
      return null;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Problem)) throw error;
      if (error.code !== 'host-busy') this.#wasAway = true; // why, is in the host's health
      return null;
    }
  }

  /** What others have read a moment ago may be older than what the host's log tells. */
  async #read(signal: AbortSignal) {
    const isNews = this.#deps.news?.take(this.host.name) ?? false;
    if (!isNews) return await this.host.unikernels(signal);
    return await this.host.read(
      (client, bound) => client.unikernels([], { signal: bound }),
      signal,
    );
  }

  /** Whether its host is back since it was looked at last. Where our clock was set back since then, it is taken to be. */
  #isBack(now: Date): boolean {
    if (this.#lookedAt > now) return true;
    return this.#sinceBefore(this.#lookedAt) > this.#lookedAt;
  }

  /** Since when its host is as it is; `other` where that was told by a clock that was ahead. */
  #sinceBefore(other: Date): Date {
    const { since } = this.host.health;
    return since > this.#deps.clock() ? other : since;
  }

  async #report(seenBack: Date): Promise<HostReport> {
    const since = this.#sinceBefore(seenBack);
    return {
      host: this.host,
      backSince: since > seenBack ? since : seenBack,
      unikernels: await this.#deps.registry.onHost(this.host.name),
      hearingOf: (unikernel) => this.#hearingOf(unikernel),
    };
  }

  #hearingOf(unikernel: RegisteredUnikernel): Hearing | null {
    const heard = this.#heard.get(unikernel.id);
    if (!heard || !wasHeard(unikernel, heard)) return null;
    const { words, timesGone } = heard;
    return { words, isOver: timesGone >= (words ? wordTimes : maxTimes) };
  }

  #forget(known: readonly RegisteredUnikernel[]): void {
    const ids = new Set(known.map(({ id }) => id));
    for (const id of this.#heard.keys()) if (!ids.has(id)) this.#heard.delete(id);
  }

  /** Reads of some of those that are gone how they have ended; whether there were any. */
  async #hear(
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
      ...{ host: this.host, key, askedAt, running, lostWithHost },
      startedAt: wasSeen ? startedAt : null,
      isFirst: askedAt !== null && createdAt >= askedAt,
      isKept: keeping.enabled,
    };
    const deps = { policies, timer, keptConsoles, report };
    const words = await readLastWords(deps, request, signal).catch(notRead);
    const logged = this.#deps.news?.exitOf(key, upSince) ?? null;
    const timesGone = heard.timesGone + 1;
    const told = exitOf(words?.exit ?? null, logged, this.host);
    const exit = told ?? (words?.spoke && !wasSeen ? ended : null);
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

/** Whether one was started, has started or has ended lately, so that more of it is to be expected. */
function isLively({ askedAt, observation }: RegisteredUnikernel, now: Date): boolean {
  const lately = [askedAt, observation.absentSince, observation.starts.at(-1)];
  return lately.some((time) => time && now.getTime() - time.getTime() < lively);
}
