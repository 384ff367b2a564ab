import PQueue from 'p-queue';
import { onAbort } from './timer.ts';

/** How many are in work at once. */
export interface AccountLimitOptions {
  readonly ofAccount: number;
  readonly ofAll: number;
}

/** Lets each account have its share of what is in work at once. */
export class AccountLimit {
  readonly #all: PQueue;
  readonly #accounts = new Map<string, PQueue>();
  readonly #ofAccount: number;

  constructor({ ofAccount, ofAll }: AccountLimitOptions) {
    this.#all = new PQueue({ concurrency: ofAll });
    this.#ofAccount = ofAccount;
  }

  /**
   * Does some work when there is room for it; rejects where the signal comes first. What was begun has its
   * room until it ends, whatever the signal does.
   */
  async within<T>(account: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const queue = this.#accounts.get(account) ?? new PQueue({ concurrency: this.#ofAccount });
    this.#accounts.set(account, queue);
    const waiting = new AbortController();
    const untilBegun = { signal: waiting.signal };
    using following = onAbort(signal, () => waiting.abort(signal.reason));
    const begin = () => {
      following[Symbol.dispose](); // else the queue would take an abort for the end of the work
      return work();
    };
    try {
      return await queue.add(() => this.#all.add(begin, untilBegun), untilBegun);
    } finally {
      if (queue.size === 0 && queue.pending === 0) this.#accounts.delete(account);
    }
  }
}
