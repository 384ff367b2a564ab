import { formatName, type Label, type Name } from '../../albatross/names.ts';
import type { StatsSample } from '../../albatross/stats.ts';
import type { Target } from '../../albatross/transport.ts';
import type { Clock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import type { Timer } from '../../base/timer.ts';
import type { ConsoleEvent, ConsoleStartRequest, Feed } from '../managed-host.ts';
import type { Operations } from '../operations.ts';
import { ConsoleFeed } from './console-feed.ts';
import { StatsFeed } from './stats-feed.ts';

/** Consoles of one domain that are watched at once: a connection each, also of names that never ran. */
const maxConsoles = 64;

const retryAfterSeconds = 30;

export interface FeedsDeps {
  readonly name: Label;
  readonly operations: Operations;
  readonly clock: Clock;
  readonly timer: Timer;
}

/** The subscriptions on one host: one a unikernel for its console, one for all samples. */
export class Feeds {
  readonly #deps: FeedsDeps;
  readonly #consoles = new Map<string, ConsoleFeed>();
  #stats: StatsFeed | null = null;

  constructor(deps: FeedsDeps) {
    this.#deps = deps;
  }

  /** Throws `host-busy` where too many others of the domain are watched. */
  console(target: Target, start: ConsoleStartRequest, signal: AbortSignal): Feed<ConsoleEvent> {
    const path = target.domains.map(({ label }) => label);
    const key = formatName({ path, label: target.label });
    const feed = this.#consoles.get(key) ?? this.#openConsole(target, key);
    return feed.watch(start, signal);
  }

  stats(name: Name, signal: AbortSignal): Feed<StatsSample> {
    this.#stats ??= this.#openStats();
    return this.#stats.watch(name, signal);
  }

  close(): void {
    for (const feed of [...this.#consoles.values()]) feed.close();
    this.#stats?.close();
  }

  #openConsole(target: Target, key: string): ConsoleFeed {
    this.#expectFew(target);
    const { operations, clock, timer } = this.#deps;
    const feed = new ConsoleFeed({
      subscribe: (start, signal) =>
        operations.subscribe((client) => client.console(target, start, { signal }), signal),
      over: () => {
        if (this.#consoles.get(key) === feed) this.#consoles.delete(key);
      },
      clock,
      timer,
    });
    this.#consoles.set(key, feed);
    return feed;
  }

  #expectFew({ domains: [domain] }: Target): void {
    const isOfDomain = (key: string) => domain && key.startsWith(`${domain.label}:`);
    if ([...this.#consoles.keys()].filter(isOfDomain).length < maxConsoles) return;
    throw new Problem(
      'host-busy',
      `${maxConsoles} consoles of ${domain?.label} on ${this.#deps.name} are watched already. ` +
        'Close some of them first.',
      { headers: { 'Retry-After': `${retryAfterSeconds}` } },
    );
  }

  #openStats(): StatsFeed {
    const { operations, clock, timer } = this.#deps;
    const feed = new StatsFeed({
      subscribe: (signal) => operations.subscribe((client) => client.stats([], { signal }), signal),
      over: () => {
        if (this.#stats === feed) this.#stats = null;
      },
      clock,
      timer,
    });
    return feed;
  }
}
