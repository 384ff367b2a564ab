import { type ConsoleStart, consoleHistory } from '../../albatross/commands.ts';
import type { ConsoleLine } from '../../albatross/messages.ts';
import { Feed } from './feed.ts';

/** How many may watch a unikernel; one more, and the one who came first is left out. */
const maxSubscribers = 5;

/** The output of all unikernels that had one name, and those who watch it. */
export class Console {
  /** Whether a unikernel of the name runs. */
  active = false;
  /** Null until the first one has run. */
  #lines: ConsoleLine[] | null = null;
  /** In the order in which they came. */
  readonly #subscribers = new Set<Feed<ConsoleLine>>();

  get hasHistory(): boolean {
    return this.#lines !== null;
  }

  open(): void {
    this.active = true;
    this.#lines ??= [];
  }

  write(line: ConsoleLine): void {
    this.#lines?.push(line);
    if (this.#lines && this.#lines.length > consoleHistory) this.#lines.shift();
    for (const subscriber of this.#subscribers) subscriber.push(line);
  }

  /**
   * What is kept, oldest first. A negative count is everything
   * (docs/albatross-protocol.md, section 5), but of as many lines as are kept a real host never
   * finds the end: null.
   */
  history(start: ConsoleStart): ConsoleLine[] | null {
    const lines = this.#lines ?? [];
    if ('since' in start) return lines.filter(({ timestamp }) => timestamp >= start.since);
    const count = Number(start.count);
    if (count < 0 && lines.length === consoleHistory) return null;
    return count < 0 ? [...lines] : lines.slice(Math.max(0, lines.length - count));
  }

  /** Lines from now on; they end when the host leaves the subscriber out, and throw on `signal`. */
  subscribe(signal: AbortSignal): AsyncIterable<ConsoleLine> {
    const [oldest] = this.#subscribers;
    if (oldest && this.#subscribers.size >= maxSubscribers) this.#leaveOut(oldest);
    const subscriber = new Feed<ConsoleLine>(signal, () => this.#subscribers.delete(subscriber));
    this.#subscribers.add(subscriber);
    return subscriber;
  }

  /** Ends all subscriptions. */
  close(): void {
    for (const subscriber of this.#subscribers) this.#leaveOut(subscriber);
  }

  #leaveOut(subscriber: Feed<ConsoleLine>): void {
    this.#subscribers.delete(subscriber);
    subscriber.end();
  }
}
