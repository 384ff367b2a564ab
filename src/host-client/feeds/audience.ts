import { onAbort, unlessAborted } from '../../base/timer.ts';
import type { Feed } from '../managed-host.ts';

export interface Watcher<T> {
  /** What there is to see; null: nothing now, undefined: never again. */
  readonly read: () => T | null | undefined;
  readonly opened: Promise<void>;
  readonly signal: AbortSignal;
  readonly left?: () => void;
}

/** Those who watch one subscription: they wait for news, and the last to leave ends it. */
export class Audience {
  readonly #left: () => void;
  #watchers = 0;
  #news = Promise.withResolvers<void>();
  #end: { readonly error: unknown } | null = null;

  /** `left` is called when nobody watches any more. */
  constructor(left: () => void) {
    this.#left = left;
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

  /** A feed of one more watcher, who is there from now until it ends or the signal aborts. */
  admit<T>(watcher: Watcher<T>): Feed<T> {
    this.#watchers += 1;
    const leaving = new DisposableStack();
    leaving.defer(() => this.#leave());
    leaving.defer(() => watcher.left?.());
    const following = onAbort(watcher.signal, () => leaving.dispose());
    if (!leaving.disposed) leaving.use(following);
    return { opened: watcher.opened, [Symbol.asyncIterator]: () => this.#items(watcher, leaving) };
  }

  async *#items<T>(watcher: Watcher<T>, leaving: DisposableStack): AsyncGenerator<T> {
    const { read, signal } = watcher;
    try {
      while (!signal.aborted) {
        const news = this.#news.promise;
        const item = read();
        if (item === undefined) return;
        if (item !== null) yield item;
        else if (this.#end) break;
        else await unlessAborted(news, signal).catch(() => {});
      }
    } finally {
      leaving.dispose();
    }
    if (this.#end && this.#end.error !== null && !signal.aborted) throw this.#end.error;
  }

  #leave(): void {
    this.#watchers -= 1;
    if (this.#watchers === 0) this.#left();
  }
}
