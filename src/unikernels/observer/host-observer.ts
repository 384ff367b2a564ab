import { Problem } from '../../base/errors.ts';
import type { ManagedHost } from '../../host-client/managed-host.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import type { Sighting } from '../registry/registry.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';
import { HeardEnds, type IsHeard } from './heard-ends.ts';
import type { HostReport } from './host-report.ts';
import { learnTime } from './learn-time.ts';
import { type HostLook, type HostSightings, observeHost } from './observe-host.ts';
import type { ObserverDeps } from './observer.ts';
import { tellChanges } from './tell-changes.ts';

/** How soon a host is to be looked at again. */
export type Urgency = 'soon' | 'later';

/** Milliseconds after a start or an end for which a host is looked at more often. */
const lively = 30_000;

/** Milliseconds for which consoles are read in one look: what has ended is told by then, be it without how. */
const hearFor = 2_500;

/** Watches one host: each look adds to what is known of its unikernels. */
export class HostObserver implements AsyncDisposable {
  readonly #deps: ObserverDeps;
  readonly host: ManagedHost;
  readonly #ends: HeardEnds;
  /** What happened before the first look is not known either. */
  #wasAway = true;
  /** The first look since. */
  #backSince = new Date(0);
  /** The last one: the host may have been away since for less than there is between two. */
  #lookedAt = new Date(0);

  constructor(deps: ObserverDeps, host: ManagedHost) {
    this.#deps = deps;
    this.host = host;
    this.#ends = new HeardEnds(deps, host);
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
    await this.#record(changed, at);
    learnTime(this.host.clock, changed, { at, backSince: this.#backSince });
    const isNew = unknown.length + changed.length > 0;
    const seen = isNew ? await registry.onHost(host) : known;
    await this.#hearAll(seen, { list, changed }, signal);
    this.#ends.forget(known);
    if (keeper && known.some(({ keeping }) => keeping.enabled)) {
      keeper.tend(await this.#report(this.#backSince), signal);
    }
    return known.some((unikernel) => isLively(unikernel, at)) ? 'soon' : 'later';
  }

  /** Records what is new; that very many are still there, as each minute, at once. */
  async #record(changed: HostSightings['changed'], at: Date): Promise<void> {
    const { registry } = this.#deps;
    const again = changed.filter(({ isSeenAgain }) => isSeenAgain);
    for (const { known, sighting, isSeenAgain } of changed) {
      if (!isSeenAgain) await registry.observed(known, sighting);
    }
    await registry.seenAgain(
      again.map(({ known }) => known),
      at,
    );
  }

  /** Ends what is still read of consoles. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#ends[Symbol.asyncDispose]();
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
      const hasHeard = await this.#ends.hear(seen, list, { signal, over: over.signal });
      // What is read to an end only after what is known was read is told with the next look.
      const isHeard = this.#ends.asOfNow();
      if (this.#ends.takeNews()) seen = await registry.onHost(this.host.name);
      await this.#tell(seen, changed, isHeard);
      if (!hasHeard || over.signal.aborted) return;
    }
  }

  /** Tells what has become of them. */
  async #tell(
    known: readonly RegisteredUnikernel[],
    changed: HostSightings['changed'],
    isHeard: IsHeard,
  ): Promise<void> {
    const news = new Set(changed.map(({ known: { id } }) => id));
    for (const unikernel of known) {
      const told = { isHeard: isHeard(unikernel), isNew: news.has(unikernel.id) };
      await tellChanges(this.#deps, { unikernel, ...told });
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
    return await (isNews ? this.host.unikernelsAnew(signal) : this.host.unikernels(signal));
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
      hearingOf: (unikernel) => this.#ends.hearingOf(unikernel),
    };
  }
}

/** Whether one was started, has started or has ended lately, so that more of it is to be expected. */
function isLively({ askedAt, observation }: RegisteredUnikernel, now: Date): boolean {
  const lately = [askedAt, observation.absentSince, observation.starts.at(-1)];
  return lately.some((time) => time && now.getTime() - time.getTime() < lively);
}
