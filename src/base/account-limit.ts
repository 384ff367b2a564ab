import PQueue from 'p-queue';
import { Problem } from './errors.ts';
import { onAbort, systemTimer, type Timer } from './timer.ts';

/** How many are in work at once. */
export interface AccountLimitOptions {
  readonly ofAccount: number;
  readonly ofAll: number;
  /** How much of an account waits at most, and how many milliseconds; left out: all of it, however long. */
  readonly waiting?: { readonly ofAccount: number; readonly milliseconds: number };
}

/** Lets each account have its share of what is in work at once. */
export class AccountLimit {
  readonly #all: PQueue;
  readonly #accounts = new Map<string, PQueue>();
  readonly #options: AccountLimitOptions;
  readonly #timer: Timer;

  constructor(options: AccountLimitOptions, timer = systemTimer) {
    this.#all = new PQueue({ concurrency: options.ofAll });
    this.#options = options;
    this.#timer = timer;
  }

  /**
   * Does some work when there is room for it; rejects where the signal comes first, and with
   * `too-many-at-once` where too much waits, or for too long. What was begun has its room until it ends,
   * whatever the signal does.
   */
  async within<T>(account: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const { ofAccount, waiting: bound } = this.#options;
    const queue = this.#accounts.get(account) ?? new PQueue({ concurrency: ofAccount });
    if (bound && queue.size >= bound.ofAccount) throw tooMany();
    this.#accounts.set(account, queue);
    const waiting = new AbortController();
    const untilBegun = { signal: waiting.signal };
    using following = onAbort(signal, () => waiting.abort(signal.reason));
    using late = bound && this.#timer(bound.milliseconds, () => waiting.abort(tooMany()));
    const begin = () => {
      late?.[Symbol.dispose]();
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

function tooMany(): Problem {
  const detail = 'The account has too much of this under way. Try again when some of it has ended.';
  return new Problem('too-many-at-once', detail, { headers: { 'Retry-After': '30' } });
}
