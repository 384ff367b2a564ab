import { setImmediate as turn } from 'node:timers/promises';
import type { MonotonicClock } from '../base/clock.ts';
import { pause, type Timer } from '../base/timer.ts';
import type { HeardConnections } from './heard-connections.ts';

/** Milliseconds between two questions whether the database answers again. */
const askInterval = 1_000;

/** Milliseconds in which answers come that were late only, as from a machine that stood still. */
const lateTime = 1_500;

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

  /**
   * Once the database answers on a new one, and what was late has come, cuts those that are silent for as many
   * milliseconds by then, or for longer where that took longer.
   */
  begin(silentFor: number): void {
    if (this.#isOn) return;
    this.#isOn = true;
    this.#cure(this.#deps.now() - silentFor + lateTime)
      .catch(() => {}) // it has ended, as it was told
      .finally(() => {
        this.#isOn = false;
      });
  }

  [Symbol.dispose](): void {
    this.#ending.abort();
  }

  async #cure(since: number): Promise<void> {
    const { timer, connections } = this.#deps;
    const { signal } = this.#ending;
    const askedAt = await this.#untilAnswered();
    await pause(timer, lateTime, signal);
    await turn(); // what has come while this process stood still is read first
    signal.throwIfAborted();
    connections.cut(since, askedAt);
  }

  /**
   * Asks again and again, whether there is an answer yet or not: what was asked of the machine that is gone is
   * never answered. Gives when the question was asked that was.
   */
  async #untilAnswered(): Promise<number> {
    const { timer, now, askDirectly } = this.#deps;
    const answered = new AbortController();
    const either = AbortSignal.any([this.#ending.signal, answered.signal]);
    let answeredOne: number | null = null;
    while (answeredOne === null) {
      const askedAt = now();
      const note = () => {
        answeredOne ??= askedAt;
        answered.abort();
      };
      askDirectly().then(note, () => {});
      await pause(timer, askInterval, either).catch(() => {});
      this.#ending.signal.throwIfAborted();
    }
    return answeredOne;
  }
}
