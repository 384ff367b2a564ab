import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../base/log.ts';
import { contextOf, type Delivery } from './delivery.ts';

export interface RetryDeps {
  readonly log: Logger;
  /** Milliseconds to wait after the n-th failed attempt, n from 1. */
  readonly delay?: (attempt: number) => number;
}

/** 0.5 s, 1 s, 2 s, …, at most 15 s: within a minute of the end of an outage all is well. */
const defaultDelay = (attempt: number) => Math.min(15_000, 250 * 2 ** attempt);

/** Tries deliveries again and again, each until it has ended, or until the server closes. */
export class DeliveryRetries {
  readonly #log: Logger;
  readonly #delay: (attempt: number) => number;
  readonly #running = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  constructor({ log, delay = defaultDelay }: RetryDeps) {
    this.#log = log;
    this.#delay = delay;
  }

  /** Goes on in the background after `failed` attempts; `attempt` is told which one it is. */
  begin(delivery: Delivery, failed: number, attempt: (nth: number) => Promise<void>): void {
    const run = this.#keepTrying(delivery, failed, attempt)
      .catch((error) => {
        const context = { ...contextOf(delivery.record), error };
        this.#log.error(context, 'an upload is left to the next start');
      })
      .finally(() => this.#running.delete(run));
    this.#running.add(run);
  }

  /** Whether there is to be another attempt when the pause after the n-th one is over. */
  async pause(delivery: Delivery, nth: number): Promise<boolean> {
    const signal = AbortSignal.any([delivery.ended.signal, this.#closing.signal]);
    await sleep(this.#delay(nth), undefined, { signal }).catch(() => {});
    return !this.#isOver(delivery);
  }

  /** Ends the waits, and lets the attempts that run come to their end. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#running);
  }

  async #keepTrying(
    delivery: Delivery,
    failed: number,
    attempt: (nth: number) => Promise<void>,
  ): Promise<void> {
    for (let nth = failed; !this.#isOver(delivery); nth++) {
      if (nth > 0 && !(await this.pause(delivery, nth))) return;
      await attempt(nth + 1).catch((error) => {
        const context = { ...contextOf(delivery.record), error };
        this.#log.error(context, 'an upload cannot be sent now');
      });
    }
  }

  #isOver({ ended }: Delivery): boolean {
    return ended.signal.aborted || this.#closing.signal.aborted;
  }
}
