import { onAbort } from '../../base/timer.ts';
import type { Feed } from '../managed-host.ts';

export interface Subscriber<T> {
  /** What there is to see; null: nothing now, undefined: never again. */
  readonly read: () => T | null | undefined;
  readonly opened: Promise<void>;
  readonly signal: AbortSignal;
  readonly left?: () => void;
}

/** How one who waits for news goes on. */
interface Turn {
  resume: () => void;
}

/** Those who share one subscription: they wait for news, and the last to leave ends it. */
export class Subscribers {
  readonly #onEmpty: () => void;
  /** Those who wait for news. */
  readonly #waiting = new Set<Turn>();
  #count = 0;
  #end: { readonly error: unknown } | null = null;

  /** `onEmpty` is called when the last has left. */
  constructor(onEmpty: () => void) {
    this.#onEmpty = onEmpty;
  }

  /** There is something new: wakes all who wait. */
  wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const turn of waiting) turn.resume();
  }

  /** It is over: the feeds throw `error`, or end where it is null. */
  end(error: unknown): void {
    this.#end ??= { error };
    this.wake();
  }

  /** A feed of one more subscriber, who is there from now until it ends or the signal aborts. */
  add<T>(subscriber: Subscriber<T>): Feed<T> {
    this.#count += 1;
    const leaving = new DisposableStack();
    leaving.defer(() => this.#leave());
    leaving.defer(() => subscriber.left?.());
    const turn: Turn = { resume: () => {} };
    const following = onAbort(subscriber.signal, () => {
      leaving.dispose();
      this.#waiting.delete(turn);
      turn.resume(); // this one waits for news no longer, which wakes no other
    });
    if (!leaving.disposed) leaving.use(following);
    return {
      opened: subscriber.opened,
      [Symbol.asyncIterator]: () => this.#items(subscriber, leaving, turn),
    };
  }

  async *#items<T>(
    subscriber: Subscriber<T>,
    leaving: DisposableStack,
    turn: Turn,
  ): AsyncGenerator<T> {
    const { read, signal } = subscriber;
    try {
      while (!signal.aborted) {
        const item = read();
        if (item === undefined) return;
        if (item !== null) yield item;
        else if (this.#end) break;
        else await this.#news(turn);
      }
    } finally {
      leaving.dispose();
    }
    if (this.#end && this.#end.error !== null && !signal.aborted) throw this.#end.error;
  }

  #news(turn: Turn): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    turn.resume = resolve;
    this.#waiting.add(turn);
    return promise;
  }

  #leave(): void {
    this.#count -= 1;
    if (this.#count === 0) this.#onEmpty();
  }
}
