import type { Label } from '../../albatross/names.ts';
import { type Clock, monotonicClock } from '../../base/clock.ts';
import { pause, type Timer } from '../../base/timer.ts';
import { observerLock } from '../../database/locks/lock-name.ts';
import type { Locks } from '../../database/locks/locks.ts';
import type { HostList } from '../../host-client/host-directory.ts';
import type { ManagedHost } from '../../host-client/managed-host.ts';
import type { DomainDirectory } from '../../places/domain-directory.ts';
import type { DeploymentHistory } from '../deployment-history.ts';
import type { HostNews } from '../log/host-news.ts';
import type { DesiredUnikernels } from '../registry/desired-unikernels.ts';
import type { Registry } from '../registry/registry.ts';
import type { ToldRecords } from '../registry/told-records.ts';
import { followHost, type HostFollower } from './host-followers.ts';
import type { HostLooks } from './host-looks.ts';
import { HostObserver } from './host-observer.ts';
import type { ReportReader } from './host-report.ts';
import type { KeptConsoles } from './last-words.ts';

export interface ObserverDeps {
  readonly registry: Registry;
  readonly desired: Pick<DesiredUnikernels, 'claim'>;
  readonly history: Pick<DeploymentHistory, 'lastDone' | 'lastAsked' | 'isUnderWay'>;
  /** What was told of unikernels. */
  readonly told: ToldRecords;
  readonly hosts: HostList;
  readonly domains: { ofAccounts(): Promise<ReadonlySet<Label>> };
  readonly policies: DomainDirectory;
  readonly locks: Locks;
  readonly clock: Clock;
  readonly timer: Timer;
  /** Of what a host takes for an answer; default: the same. */
  readonly waits?: { readonly timer: Timer };
  /** What the logs of hosts tell; left out: hosts are looked at in turn only. */
  readonly news?: HostNews;
  /** What was kept of consoles; left out: nothing. */
  readonly keptConsoles?: KeptConsoles;
  /** How often hosts may be looked at. */
  readonly looks: HostLooks;
  /** Gets told what each look has found of a host where something is to be kept running. */
  readonly keeper?: ReportReader;
  /** Whether nothing is told of what is on a host for now; left out: it is told. */
  readonly isQuiet?: (host: Label) => Promise<boolean>;
  /** Follow each host as long as this server watches it. */
  readonly followers?: readonly HostFollower[];
  /** Tells of what goes wrong, not each time. */
  readonly report: (error: unknown, what: string) => void;
}

/** Milliseconds between the beginnings of two looks at a host where something is going on, and where nothing is. */
const soon = 1_000;
const later = 5_000;
/** And between the end of one and the beginning of the next, at least. */
const leastRest = 500;

/** Milliseconds until it is tried again to watch a host that another server watches. */
const othersInterval = 10_000;

/** Looks in a row that a host does not answer, until it is left to others for a while. */
const maxFailures = 3;

/** Milliseconds between two looks which hosts there are. */
const hostsInterval = 1_000;

/** Milliseconds that a server waits longer for each host that it watches already: others may have it. */
const modesty = 250;

/** Milliseconds after which, without a look that ended, something holds the rounds up. */
const longestRound = 120_000;

/** How long is waited for the next look. */
interface Rest {
  /** When the last one has begun. */
  readonly begun: number;
  /** Aborted where there is more to be seen soon. */
  readonly hurry: AbortSignal;
}

/** Looks at all hosts again and again, each watched by one server. */
export class Observer {
  readonly #deps: ObserverDeps;
  readonly #closing = new AbortController();
  readonly #watched = new Map<string, AbortController>();
  readonly #running = new Set<Promise<void>>();
  #held = 0;
  /** When it was last looked which hosts there are, and when a look at one has ended. */
  #turned = { hosts: monotonicClock(), looks: monotonicClock() };

  constructor(deps: ObserverDeps) {
    this.#deps = deps;
  }

  /** Whether it still goes round. */
  get goesRound(): boolean {
    const oldest = monotonicClock() - longestRound;
    const { hosts, looks } = this.#turned;
    return hosts >= oldest && (this.#held === 0 || looks >= oldest);
  }

  start(): void {
    this.#run(this.#followHosts());
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#running);
  }

  #run(work: Promise<void>): void {
    const running = work.finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #followHosts(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      this.#matchHosts();
      this.#turned.hosts = monotonicClock();
      await this.#pause(hostsInterval, signal);
    }
    for (const watching of this.#watched.values()) watching.abort();
  }

  #matchHosts(): void {
    const hosts = new Map(this.#deps.hosts.all().map((host) => [host.id, host]));
    for (const [id, watching] of this.#watched) {
      if (hosts.has(id)) continue;
      watching.abort();
      this.#watched.delete(id);
    }
    for (const [id, host] of hosts) {
      if (this.#watched.has(id)) continue;
      const watching = new AbortController();
      this.#watched.set(id, watching);
      this.#run(this.#watch(host, watching.signal));
    }
  }

  /** Watches a host whenever no other server does. */
  async #watch({ id, name }: ManagedHost, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#pause(this.#held * modesty, signal);
        await using lock = await this.#deps.locks.acquire(observerLock(id), { signal });
        if (lock) await this.#watchWhile(id, AbortSignal.any([signal, lock.lost]));
      } catch (error) {
        if (!signal.aborted) this.#deps.report(error, `the host ${name} cannot be watched`);
      }
      await this.#pause(othersInterval, signal);
    }
  }

  /** Until it is ended, or the host cannot be reached from here: another server may be able to. */
  async #watchWhile(id: string, signal: AbortSignal): Promise<void> {
    this.#held += 1;
    this.#turned.looks = monotonicClock();
    try {
      for (let host = this.#find(id); host; host = this.#find(id)) {
        if ((await this.#watchAsItIs(host, signal)) === 'over') return;
      }
    } finally {
      this.#held -= 1;
    }
  }

  /** As it is now: it may be called otherwise since. */
  #find(id: string): ManagedHost | undefined {
    return this.#deps.hosts.all().find((host) => host.id === id);
  }

  /** As `#watchWhile`, until the host is reached or called otherwise. */
  async #watchAsItIs(host: ManagedHost, signal: AbortSignal): Promise<'changed' | 'over'> {
    const { followers = [], timer, report } = this.#deps;
    await using _following = followHost(followers, host, { timer, report }, signal);
    await using observer = new HostObserver(this.#deps, host);
    for (let failures = 0; failures < maxFailures && !signal.aborted; ) {
      if (this.#find(host.id) !== host) return 'changed';
      const asked = new AbortController();
      using _asked = this.#deps.registry.onAsked(host.name, () => asked.abort());
      const { urgency, begun } = await this.#lookInTurn(observer, signal);
      this.#turned.looks = monotonicClock();
      failures = urgency === null ? failures + 1 : 0;
      if (urgency === 'soon') asked.abort();
      await this.#rest(host, { begun, hurry: asked.signal }, signal);
    }
    return 'over';
  }

  /** Before other hosts, where its log says that something has happened, be it meanwhile. */
  async #lookInTurn(observer: HostObserver, signal: AbortSignal) {
    const urgent = new AbortController();
    using _news = this.#deps.news?.listen(observer.host.name, () => urgent.abort());
    const look = async () => {
      const begun = monotonicClock();
      return { begun, urgency: await observer.look(signal) };
    };
    return await this.#deps.looks.add(look, signal, urgent.signal);
  }

  /** Until it is time to look again, be it in a `hurry`, or its log says so. */
  async #rest({ name }: ManagedHost, { begun, hurry }: Rest, signal: AbortSignal): Promise<void> {
    const woken = new AbortController();
    using _news = this.#deps.news?.listen(name, () => woken.abort());
    const bound = AbortSignal.any([signal, woken.signal]);
    const took = monotonicClock() - begun;
    const first = Math.max(leastRest, soon - took);
    await this.#pause(first, bound);
    const rest = Math.max(0, later - took - first);
    await this.#pause(rest, AbortSignal.any([bound, hurry]));
  }

  async #pause(milliseconds: number, signal: AbortSignal): Promise<void> {
    await pause(this.#deps.timer, milliseconds, signal).catch(() => {}); // the signal says so
  }
}
