import type { ConsoleLine } from '../../albatross/messages.ts';
import type { ConsoleEvent, ConsoleEventId } from '../managed-host.ts';
import { isAfter } from './console-event-id.ts';

/**
 * Numbers the lines of a console within their timestamps, over any number of subscriptions. Each
 * subscription has to begin with the whole of a timestamp; what it repeats is left out.
 */
export class LineCounter {
  /** The latest line that was given out. */
  #shown: ConsoleEventId | null = null;
  /** The latest line of this subscription. */
  #read: ConsoleEventId | null = null;
  #repeating = false;

  /** A subscription begins; gives the time that it has to begin at, null: with all there is. */
  restart(): Date | null {
    this.#read = null;
    this.#repeating = this.#shown !== null;
    return this.#shown?.timestamp ?? null;
  }

  /** The line as an event; null where an earlier subscription has shown it. */
  count({ timestamp, line }: ConsoleLine): ConsoleEvent | null {
    const id = { timestamp, n: this.#numberOf(timestamp) };
    this.#read = id;
    // A host whose clock was set back goes on at an earlier time: only what repeats is left out.
    if (this.#repeating && this.#shown && !isAfter(id, this.#shown)) return null;
    this.#repeating = false;
    this.#shown = id;
    return { timestamp, line, id };
  }

  #numberOf(timestamp: Date): number {
    const isSame = this.#read?.timestamp.getTime() === timestamp.getTime();
    return this.#read && isSame ? this.#read.n + 1 : 0;
  }
}
