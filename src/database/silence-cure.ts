import type { MonotonicClock } from '../base/clock.ts';
import { pause, type Timer } from '../base/timer.ts';
import type { HeardConnections } from './heard-connections.ts';

/** Milliseconds between two questions whether the database answers again. */
const askInterval = 1_000;

export interface SilenceCureDeps {
  readonly timer: Timer;
  readonly now: MonotonicClock;
  readonly connections: Pick<HeardConnections, 'cut'>;
  /** Rejects where the database does not answer on a new connection. */
  readonly askDirectly: () => Promise<void>;
}

/**
 * Has the connections replaced of a database whose machine is gone without a word, as in a power cut: nothing
 * ends them, and whoever asks on one of them would wait for half a minute.
 */
export class SilenceCure implements Disposable {
  readonly #deps: SilenceCureDeps;
  readonly #ending = new AbortController();
  #isOn = false;

  constructor(deps: SilenceCureDeps) {
    this.#deps = deps;
  }

  /** Cuts those that were silent since a time, once the database answers on a new one. */
  begin(since: number): void {
    if (this.#isOn) return;
    this.#isOn = true;
    this.#cure(since)
      .catch(() => {}) // it has ended, as it was told
      .finally(() => {
        this.#isOn = false;
      });
  }

  [Symbol.dispose](): void {
    this.#ending.abort();
  }

  async #cure(since: number): Promise<void> {
    const { timer, now, connections } = this.#deps;
    for (;;) {
      const askedAt = now();
      if (await this.#answers()) {
        connections.cut(since, askedAt);
        return;
      }
      await pause(timer, askInterval, this.#ending.signal);
    }
  }

  async #answers(): Promise<boolean> {
    return await this.#deps.askDirectly().then(
      () => true,
      () => false,
    );
  }
}
