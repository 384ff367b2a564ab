import { formatName, type Name } from '../../../albatross/names.ts';
import type { StatsSample } from '../../../albatross/stats.ts';
import type { Target } from '../../../albatross/transport.ts';
import type { Clock } from '../../../clock.ts';
import type { Timer } from '../../../timer.ts';
import type { ConsoleEvent, ConsoleStartRequest, Feed } from '../managed-host.ts';
import type { Operations } from '../operations.ts';
import { ConsoleFeed } from './console-feed.ts';
import { StatsFeed } from './stats-feed.ts';

export interface FeedsOptions {
  readonly operations: Operations;
  readonly clock: Clock;
  readonly timer: Timer;
}

/** The subscriptions on one host: one a unikernel for its console, one for all samples. */
export class Feeds {
  readonly #options: FeedsOptions;
  readonly #consoles = new Map<string, ConsoleFeed>();
  #stats: StatsFeed | null = null;

  constructor(options: FeedsOptions) {
    this.#options = options;
  }

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
    const { operations, clock, timer } = this.#options;
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

  #openStats(): StatsFeed {
    const { operations, clock, timer } = this.#options;
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
