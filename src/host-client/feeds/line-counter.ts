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
  /** Whether this subscription has repeated something: then it begins where the one before ended. */
  #hasRepeated = false;

  /** A subscription begins; gives the time that it has to begin at, null: with all there is. */
  restart(): Date | null {
    this.#read = null;
    this.#repeating = this.#shown !== null;
    this.#hasRepeated = false;
    return this.#shown?.timestamp ?? null;
  }

  /** The line as an event; null where an earlier subscription has shown it. */
  count({ timestamp, line }: ConsoleLine): ConsoleEvent | null {
    const id = { timestamp, n: this.#numberOf(timestamp) };
    this.#read = id;
    // A host whose clock was set back goes on at an earlier time: only what repeats is left out, and
    // that is never earlier than what the subscription begins at.
    if (this.#repeating && this.#shown && isRepeat(id, this.#shown)) {
      this.#hasRepeated = true;
      return null;
    }
    const gapBefore = this.#repeating && !this.#hasRepeated;
    this.#repeating = false;
    this.#shown = id;
    return { timestamp, line, id, gapBefore };
  }

  #numberOf(timestamp: Date): number {
    const isSame = this.#read?.timestamp.getTime() === timestamp.getTime();
    return this.#read && isSame ? this.#read.n + 1 : 0;
  }
}

function isRepeat(id: ConsoleEventId, shown: ConsoleEventId): boolean {
  return id.timestamp >= shown.timestamp && !isAfter(id, shown);
}
