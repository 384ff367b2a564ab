import PQueue from 'p-queue';

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
   * Does some work when there is room for it; rejects where the signal comes first, but not before
   * what was begun has ended.
   */
  async within<T>(account: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const queue = this.#accounts.get(account) ?? new PQueue({ concurrency: this.#ofAccount });
    this.#accounts.set(account, queue);
    let begun: Promise<T> | undefined;
    const begin = () => {
      begun = work();
      return begun;
    };
    try {
      return await queue.add(() => this.#all.add(begin, { signal }), { signal });
    } finally {
      await begun?.catch(() => {}); // told above
      if (queue.size === 0 && queue.pending === 0) this.#accounts.delete(account);
    }
  }
}
