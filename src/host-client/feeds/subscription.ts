import type { Clock } from '../../base/clock.ts';
import { pause, type Timer } from '../../base/timer.ts';

/** Before a lost subscription is taken up again, in milliseconds: doubled until one lasts. */
const minDelay = 1_000;
const maxDelay = 60_000;

export interface SubscriptionDeps<T> {
  /**
   * Subscribes at the host: resolves, when it has agreed, to what it sends from then on. The
   * signal ends both.
   */
  readonly subscribe: (signal: AbortSignal) => Promise<AsyncIterable<T>>;
  readonly deliver: (item: T) => void;
  /** The host never agreed. */
  readonly refused: (error: unknown) => void;
  /** What had been agreed to has ended, with what error (null: with none); it is about to be taken up again. */
  readonly lost?: (error: unknown) => void;
  readonly clock: Clock;
  readonly timer: Timer;
}

/**
 * One subscription on a host, taken up again whenever it is lost once the host has agreed to it.
 * Whoever made it closes it.
 */
export class Subscription<T> {
  readonly #deps: SubscriptionDeps<T>;
  readonly #closing = new AbortController();
  readonly #agreed = Promise.withResolvers<void>();

  constructor(deps: SubscriptionDeps<T>) {
    this.#deps = deps;
    this.opened.catch(() => {});
    void this.#run();
  }

  /** Resolves when the host has agreed; rejects with what it fails with instead. */
  get opened(): Promise<void> {
    return this.#agreed.promise;
  }

  close(): void {
    this.#closing.abort();
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    let items: AsyncIterable<T> | null;
    try {
      items = await this.#deps.subscribe(signal);
    } catch (error) {
      this.#agreed.reject(error);
      this.#deps.refused(error);
      return;
    }
    this.#agreed.resolve();
    let delay = minDelay;
    while (!signal.aborted) {
      const lasted = items ? await this.#consume(items) : 0;
      delay = lasted > maxDelay ? minDelay : delay;
      await pause(this.#deps.timer, delay, signal).catch(() => {});
      if (signal.aborted) return;
      delay = Math.min(delay * 2, maxDelay);
      // What the attempt fails with is in the host's health.
      items = await this.#deps.subscribe(signal).catch(() => null);
    }
  }

  /** Delivers until the subscription ends in any way; gives how many milliseconds it lasted. */
  async #consume(items: AsyncIterable<T>): Promise<number> {
    const begun = this.#deps.clock().getTime();
    let failure: unknown = null;
    try {
      for await (const item of items) this.#deps.deliver(item);
    } catch (error) {
      failure = error; // it is in the host's health, too
    }
    if (!this.#closing.signal.aborted) this.#deps.lost?.(failure);
    return this.#deps.clock().getTime() - begun;
  }
}
