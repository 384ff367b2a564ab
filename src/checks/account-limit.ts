import PQueue from 'p-queue';

/** Tries at once, of one account and of all together. */
const maxOfAccount = 4;
const maxOfAll = 32;

/** Lets each account have its share of what is asked at once. */
export class AccountLimit {
  readonly #all = new PQueue({ concurrency: maxOfAll });
  readonly #accounts = new Map<string, PQueue>();

  /** Does some work when there is room for it; rejects where the signal comes first. */
  async within<T>(account: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const queue = this.#accounts.get(account) ?? new PQueue({ concurrency: maxOfAccount });
    this.#accounts.set(account, queue);
    try {
      return await queue.add(() => this.#all.add(work, { signal }), { signal });
    } finally {
      if (queue.size === 0 && queue.pending === 0) this.#accounts.delete(account);
    }
  }
}
