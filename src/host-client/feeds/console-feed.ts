import type { ConsoleStart } from '../../albatross/commands.ts';
import { consoleHistory } from '../../albatross/commands.ts';
import type { ConsoleLine } from '../../albatross/messages.ts';
import type { Clock } from '../../base/clock.ts';
import { pause, type Timer } from '../../base/timer.ts';
import { isHostsEnd } from '../error-meanings.ts';
import type { ConsoleEvent, ConsoleEventId, ConsoleStartRequest, Feed } from '../managed-host.ts';
import { isAfter } from './console-event-id.ts';
import type { ConsolePlace } from './console-place.ts';
import { LineCounter } from './line-counter.ts';
import { Ring } from './ring.ts';
import { Subscribers } from './subscribers.ts';
import { Subscription } from './subscription.ts';

/** Lines that are kept: as many as the host keeps (docs/albatross-protocol.md, section 1). */
const keptLines = 1024;
/** Octets of them, at the most. */
const keptOctets = 1024 * 1024;

/**
 * The host does not say where history ends and life begins: history has come when nothing more
 * came for so long (milliseconds), or after so many such rests.
 */
const rest = 250;
const maxRests = 8;

export interface ConsoleFeedDeps {
  readonly subscribe: (
    start: ConsoleStart,
    signal: AbortSignal,
  ) => Promise<AsyncIterable<ConsoleLine>>;
  /** The place that it takes at the host; null: other clients do not matter. */
  readonly place: Pick<ConsolePlace, 'refusal' | 'lost'> | null;
  /** Nobody watches any more, or the host has refused: this feed is of no use to the next one. */
  readonly over: () => void;
  readonly clock: Clock;
  readonly timer: Timer;
}

/**
 * One unikernel's console for all who watch: one subscription, from the beginning of what the host
 * keeps. Watchers read from one ring, each at the own pace; who falls behind its end is let go, to
 * come back with the id of the last event. It ends for all of them where it is left to other clients.
 */
export class ConsoleFeed {
  readonly #lines = new Ring<ConsoleEvent>({
    items: keptLines,
    octets: keptOctets,
    sizeOf: ({ line }) => Buffer.byteLength(line),
  });
  readonly #counter = new LineCounter();
  readonly #closing = new AbortController();
  readonly #subscribers: Subscribers;
  readonly #subscription: Subscription<ConsoleLine>;
  readonly #deps: ConsoleFeedDeps;
  /** Only with the history is it clear what comes next. */
  readonly #opened: Promise<void>;
  #hasHistory = false;
  /** By the host's clock, the time of the last line that the present subscription has shown; null: none. */
  #shown: Date | null = null;
  #watchers = 0;

  constructor(deps: ConsoleFeedDeps) {
    this.#deps = deps;
    const { clock, timer } = deps;
    this.#subscribers = new Subscribers(() => this.close());
    this.#subscription = new Subscription({
      subscribe: (signal) => this.#subscribe(signal),
      deliver: (line) => this.#deliver(line),
      refused: (error) => this.#end(error),
      lost: (error) => void this.#lost(error),
      clock,
      timer,
    });
    this.#opened = this.#awaitHistory();
    this.#opened.catch(() => {});
  }

  /** Whether anybody watches, but whoever keeps it. */
  get isWatched(): boolean {
    return this.#watchers > 0;
  }

  watch(start: ConsoleStartRequest, signal: AbortSignal): Feed<ConsoleEvent> {
    this.#watchers += 1;
    return this.#add(start, signal, () => {
      this.#watchers -= 1;
    });
  }

  /** The same for whoever keeps what is printed. */
  keep(start: ConsoleStartRequest, signal: AbortSignal): Feed<ConsoleEvent> {
    return this.#add(start, signal, () => {});
  }

  #add(start: ConsoleStartRequest, signal: AbortSignal, left: () => void): Feed<ConsoleEvent> {
    let next: number | null = null;
    const read = () => {
      next ??= this.#beginning(start);
      if (next === null) return null;
      if (next < this.#lines.start) return undefined;
      const event = this.#lines.at(next);
      if (!event) return null;
      next += 1;
      return event;
    };
    return this.#subscribers.add({ read, opened: this.#opened, signal, left });
  }

  close(): void {
    this.#end(null);
  }

  #end(error: unknown): void {
    this.#closing.abort();
    this.#subscription.close();
    this.#subscribers.end(error);
    this.#deps.over();
  }

  async #subscribe(signal: AbortSignal): Promise<AsyncIterable<ConsoleLine>> {
    const refusal = await this.#deps.place?.refusal();
    if (refusal) {
      this.#end(refusal);
      throw refusal;
    }
    const since = this.#counter.restart();
    this.#shown = null;
    return await this.#deps.subscribe(since ? { since } : { count: consoleHistory }, signal);
  }

  async #lost(error: unknown): Promise<void> {
    if (!isHostsEnd(error)) return;
    const refusal = await this.#deps.place?.lost(this.#shown, this.#closing.signal);
    if (refusal) this.#end(refusal);
  }

  #deliver(line: ConsoleLine): void {
    this.#shown = line.timestamp;
    const event = this.#counter.count(line);
    if (!event) return;
    this.#lines.push(event);
    this.#subscribers.wake();
  }

  /** Where a watcher begins; null where that cannot be said yet. */
  #beginning(start: ConsoleStartRequest): number | null {
    if ('count' in start) return this.#hasHistory ? this.#last(start.count) : null;
    const first =
      'since' in start
        ? this.#lines.findFirst(({ timestamp }) => timestamp >= start.since)
        : this.#following(start.after);
    return first === this.#lines.end && !this.#hasHistory ? null : first;
  }

  /** Where the last so many lines begin. */
  #last(count: number): number {
    const { start, end } = this.#lines;
    return Math.max(start, end - count);
  }

  /** The event after the one that was seen: after that very one if it is here, else by time. */
  #following(seen: ConsoleEventId): number {
    const isSeen = ({ id }: ConsoleEvent) => !isAfter(id, seen) && !isAfter(seen, id);
    const position = this.#lines.findFirst(isSeen);
    if (position < this.#lines.end) return position + 1;
    return this.#lines.findFirst(({ id }) => isAfter(id, seen));
  }

  async #awaitHistory(): Promise<void> {
    await this.#subscription.opened;
    for (let rests = 0, seen = -1; seen !== this.#lines.end && rests < maxRests; rests++) {
      seen = this.#lines.end;
      await pause(this.#deps.timer, rest, this.#closing.signal);
    }
    this.#hasHistory = true;
    this.#subscribers.wake();
  }
}
