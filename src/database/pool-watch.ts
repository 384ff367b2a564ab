import { pause, type Timer } from '../base/timer.ts';
import { DatabaseUnusableError } from './errors.ts';

/** Milliseconds between two looks. */
const lookInterval = 10_000;

/** Milliseconds without a connection after which a pool is given up: twice what a loan may last. */
export const healingTime = 60_000;

export interface PoolWatchDeps {
  readonly timer: Timer;
  /** Milliseconds since when every connection has been away. */
  readonly starvedFor: () => number;
  /** Rejects where the database answers nobody, whose connections are not missed then. */
  readonly askDirectly: () => Promise<void>;
}

/** Notices that a pool gives no more connections although the database does. */
export class PoolWatch implements Disposable {
  readonly #deps: PoolWatchDeps;
  readonly #ending = new AbortController();
  readonly #broken = new AbortController();

  constructor(deps: PoolWatchDeps) {
    this.#deps = deps;
    this.#look().catch(() => {}); // it has ended, as it was told
  }

  /** Aborts, with the reason, when the pool cannot heal: only another process helps. */
  get broken(): AbortSignal {
    return this.#broken.signal;
  }

  [Symbol.dispose](): void {
    this.#ending.abort();
  }

  async #look(): Promise<void> {
    while (!this.broken.aborted) {
      await pause(this.#deps.timer, lookInterval, this.#ending.signal);
      if (this.#deps.starvedFor() >= healingTime && (await this.#answers())) this.#break();
    }
  }

  async #answers(): Promise<boolean> {
    return await this.#deps.askDirectly().then(
      () => true,
      () => false,
    );
  }

  #break(): void {
    const message =
      'The database answers, and yet none of the connections of this server has come back for ' +
      `${healingTime / 1000} s: it ends, so that it can be started anew.`;
    this.#broken.abort(new DatabaseUnusableError(message));
  }
}
