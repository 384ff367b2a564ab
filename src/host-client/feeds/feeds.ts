import { consoleHistory } from '../../albatross/commands.ts';
import type { Named } from '../../albatross/messages.ts';
import { formatName, formatPath, type Name, namesEqual } from '../../albatross/names.ts';
import type { StatsSample } from '../../albatross/stats.ts';
import type { Domain, Target } from '../../albatross/transport.ts';
import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import type { Timer } from '../../base/timer.ts';
import type {
  BriefConsoleOptions,
  ConsoleEvent,
  ConsoleStartRequest,
  Feed,
  HostOperation,
  ManagedHost,
} from '../managed-host.ts';
import type { Operations } from '../operations.ts';
import { sharedOrOwnConsole } from './brief-console.ts';
import { ConsoleEnds } from './console-ends.ts';
import { ConsoleFeed, type ConsoleFeedDeps } from './console-feed.ts';
import { ConsolePlace, type ConsolePlaces } from './console-place.ts';
import { sharedOrOwn } from './own-samples.ts';
import { OwnStatsPlace } from './own-stats-place.ts';
import { StatsFeed, type StatsFeedDeps } from './stats-feed.ts';
import { type OwnStatsPlaces, StatsPlace, type StatsPlaces } from './stats-place.ts';

/** Consoles of one domain that are watched at once: a connection each. */
const maxConsoles = 64;

const retryAfterSeconds = 30;

export interface FeedsDeps {
  readonly operations: Operations;
  /** The host itself: what runs there, whose console it keeps, and whether it answers. */
  readonly host: Pick<
    ManagedHost,
    'id' | 'name' | 'knownDown' | 'collectMetrics' | 'check' | 'unikernels' | 'inactiveConsoles'
  >;
  /** Which places for samples are left to other clients; without, none is. */
  readonly statsPlaces: StatsPlaces | undefined;
  /** Which consoles are left to other clients; without, none is. */
  readonly consolePlaces: ConsolePlaces | undefined;
  readonly clock: Clock;
  readonly timer: Timer;
}

interface NewConsole extends Pick<ConsoleFeedDeps, 'place' | 'over'> {
  /** Whether its host has it for sure. */
  readonly isThere: boolean;
}

/** The subscriptions on one host: one a unikernel for its console, one a domain for its samples. */
export class Feeds {
  readonly #deps: FeedsDeps;
  readonly #consoles = new Map<string, ConsoleFeed>();
  /** Of those who read one that is left to other clients. */
  readonly #own = new Set<ConsoleFeed>();
  readonly #stats = new Map<string, StatsFeed>();
  readonly #ends: ConsoleEnds;

  constructor(deps: FeedsDeps) {
    this.#deps = deps;
    this.#ends = new ConsoleEnds(deps);
  }

  /** Throws `host-busy` where too many others of the domain are watched. */
  console(target: Target, start: ConsoleStartRequest, signal: AbortSignal): Feed<ConsoleEvent> {
    this.#makeRoom(target);
    return this.#consoleOf(target).watch(start, signal);
  }

  /** For whoever keeps it, who gives way to those who watch. Throws as `console` does. */
  keptConsole(target: Target, signal: AbortSignal): Feed<ConsoleEvent> {
    return this.#consoleOf(target).keep({ count: consoleHistory }, signal);
  }

  /**
   * For whoever needs it for a moment, also where it is left to other clients, too many others are watched, or it is
   * there although its host does not list it: then in a subscription of its own.
   */
  briefConsole(
    target: Target,
    start: ConsoleStartRequest,
    signal: AbortSignal,
    { isThere = false }: BriefConsoleOptions = {},
  ): Feed<ConsoleEvent> {
    const open = (from: ConsoleStartRequest) =>
      this.#ownConsole(target, isThere).watch(from, signal);
    this.#makeRoom(target);
    if (!this.#hasRoom(target)) return open(start);
    const shared = this.#consoleOf(target).watch(start, signal);
    return sharedOrOwnConsole(shared, start, { open, isThere });
  }

  stats(target: Target, signal: AbortSignal): Feed<StatsSample> {
    const name = nameOf(target);
    const key = formatPath(name.path);
    const feed = this.#stats.get(key) ?? this.#openStats(target.domains, key);
    const { statsPlaces } = this.#deps;
    const shared = feed.watch(name, signal);
    if (!statsPlaces?.own) return shared;
    const { own } = statsPlaces;
    return sharedOrOwn(shared, () => this.#ownStatsOf(target, own).watch(name, signal));
  }

  /** Those of all unikernels of a domain, in the same subscription. */
  domainStats(domain: Domain, signal: AbortSignal): Feed<Named<StatsSample>> {
    const key = formatPath([domain.label]);
    const feed = this.#stats.get(key) ?? this.#openStats([domain], key);
    return feed.watchAll(signal);
  }

  close(): void {
    const feeds = [...this.#consoles.values(), ...this.#own, ...this.#stats.values()];
    for (const feed of feeds) feed.close();
  }

  #consoleOf(target: Target): ConsoleFeed {
    const key = formatName(nameOf(target));
    return this.#consoles.get(key) ?? this.#openConsole(target, key);
  }

  /** Ends one that nobody watches but its keeper, where the domain has no room for another one. */
  #makeRoom(target: Target): void {
    if (this.#hasRoom(target)) return;
    this.#consolesOf(target)
      .find((feed) => !feed.isWatched)
      ?.close();
  }

  /** Whether it is subscribed to, or one more may be. */
  #hasRoom(target: Target): boolean {
    const isOpen = this.#consoles.has(formatName(nameOf(target)));
    return isOpen || this.#consolesOf(target).length < maxConsoles;
  }

  #openConsole(target: Target, key: string): ConsoleFeed {
    this.#expectFew(target);
    const { host, consolePlaces } = this.#deps;
    const place = consolePlaces
      ? new ConsolePlace({ places: consolePlaces, host, ends: this.#ends }, nameOf(target))
      : null;
    const over = () => {
      if (this.#consoles.get(key) === feed) this.#consoles.delete(key);
    };
    const feed = this.#newConsole(target, { place, isThere: false, over });
    this.#consoles.set(key, feed);
    return feed;
  }

  #ownConsole(target: Target, isThere: boolean): ConsoleFeed {
    const over = () => this.#own.delete(feed);
    const feed = this.#newConsole(target, { place: null, isThere, over });
    this.#own.add(feed);
    return feed;
  }

  #newConsole(target: Target, { isThere, ...how }: NewConsole): ConsoleFeed {
    const { operations, clock, timer } = this.#deps;
    let isSure = isThere;
    return new ConsoleFeed({
      subscribe: async (start, signal) => {
        if (!isSure) await this.#expectConsole(target, signal);
        isSure = false; // where it is lost, it may have been dropped
        return await operations.subscribe(
          'console',
          (client) => client.console(target, start, { signal }),
          signal,
        );
      },
      ...{ ...how, clock, timer },
    });
  }

  /**
   * For one that it does not know a host may drop the console of another
   * (docs/albatross-protocol.md, section 5, Consoles), so it is never asked for such a one.
   */
  async #expectConsole(target: Target, signal: AbortSignal): Promise<void> {
    const { host, operations } = this.#deps;
    const name = nameOf(target);
    const isIt = (other: Name) => namesEqual(other, name);
    const isAmong = (list: readonly { readonly name: Name }[]) =>
      list.some((unikernel) => isIt(unikernel.name));
    if (isAmong(await host.unikernels(signal))) return;
    const kept = await host.inactiveConsoles(target.domains, signal);
    if (kept.some(isIt)) return;
    // One that starts over and over may have been gone at the first look, and be there by the second.
    const list: HostOperation<readonly { readonly name: Name }[]> = (client, bound) =>
      client.unikernels([], { signal: bound });
    if (isAmong(await operations.read(list, { signal }))) return;
    throw new Problem(
      'unikernel-unknown',
      `No unikernel ${name.label} runs on ${host.name}, and none has left a console there.`,
    );
  }

  #consolesOf({ domains: [domain] }: Target): ConsoleFeed[] {
    const isOfDomain = (key: string) => domain && key.startsWith(`${domain.label}:`);
    return [...this.#consoles].flatMap(([key, feed]) => (isOfDomain(key) ? feed : []));
  }

  #expectFew(target: Target): void {
    if (this.#hasRoom(target)) return;
    const {
      domains: [domain],
    } = target;
    throw new Problem(
      'host-busy',
      `${maxConsoles} consoles of ${domain?.label} on ${this.#deps.host.name} are watched already. ` +
        'Close some of them first.',
      { headers: { 'Retry-After': `${retryAfterSeconds}` } },
    );
  }

  /** Of the domain, since a host has one subscriber a name: of the root that is often another client. */
  #openStats(domains: readonly Domain[], key: string): StatsFeed {
    const { operations, host, statsPlaces } = this.#deps;
    const [domain] = domains;
    return this.#newStats(key, {
      subscribe: (signal) =>
        operations.subscribe('stats', (client) => client.stats(domains, { signal }), signal),
      place: statsPlaces && domain ? new StatsPlace(statsPlaces, host, domain.label) : null,
    });
  }

  /** Of one unikernel, where the place of its domain is another server's. */
  #ownStatsOf(target: Target, places: OwnStatsPlaces): StatsFeed {
    const { operations, host } = this.#deps;
    const key = formatName(nameOf(target));
    const known = this.#stats.get(key);
    if (known) return known;
    return this.#newStats(key, {
      subscribe: (signal) =>
        operations.subscribe('stats', (client) => client.statsOf(target, { signal }), signal),
      place: new OwnStatsPlace(places, host, key),
    });
  }

  #newStats(key: string, what: Pick<StatsFeedDeps, 'subscribe' | 'place'>): StatsFeed {
    const { clock, timer } = this.#deps;
    const feed = new StatsFeed({
      ...what,
      over: () => {
        if (this.#stats.get(key) === feed) this.#stats.delete(key);
      },
      clock,
      timer,
    });
    this.#stats.set(key, feed);
    return feed;
  }
}

const nameOf = ({ domains, label }: Target): Name => ({
  path: domains.map((domain) => domain.label),
  label,
});
