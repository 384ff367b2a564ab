import { onAbort } from '../../base/timer.ts';
import type { Feed } from '../managed-host.ts';

export interface Subscriber<T> {
  /** What there is to see; null: nothing now, undefined: never again. */
  readonly read: () => T | null | undefined;
  readonly opened: Promise<void>;
  readonly signal: AbortSignal;
  readonly left?: () => void;
}

/** Those who share one subscription: they wait for news, and the last to leave ends it. */
export class Subscribers {
  readonly #onEmpty: () => void;
  #count = 0;
  #news = Promise.withResolvers<void>();
  #end: { readonly error: unknown } | null = null;

  /** `onEmpty` is called when the last has left. */
  constructor(onEmpty: () => void) {
    this.#onEmpty = onEmpty;
  }

  /** There is something new: wakes all who wait. */
  wake(): void {
    this.#news.resolve();
    this.#news = Promise.withResolvers();
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
    const following = onAbort(subscriber.signal, () => {
      leaving.dispose();
      this.wake(); // this one waits for news no longer
    });
    if (!leaving.disposed) leaving.use(following);
    return {
      opened: subscriber.opened,
      [Symbol.asyncIterator]: () => this.#items(subscriber, leaving),
    };
  }

  async *#items<T>(subscriber: Subscriber<T>, leaving: DisposableStack): AsyncGenerator<T> {
    const { read, signal } = subscriber;
    try {
      while (!signal.aborted) {
        const news = this.#news.promise;
        const item = read();
        if (item === undefined) return;
        if (item !== null) yield item;
        else if (this.#end) break;
        else await news;
      }
    } finally {
      leaving.dispose();
    }
    if (this.#end && this.#end.error !== null && !signal.aborted) throw this.#end.error;
  }

  #leave(): void {
    this.#count -= 1;
    if (this.#count === 0) this.#onEmpty();
  }
}
