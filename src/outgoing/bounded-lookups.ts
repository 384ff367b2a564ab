import { FairQueue, type Turn } from '../base/fair-queue.ts';
import { unlessAborted } from '../base/timer.ts';
import { type FindAddresses, systemAddresses } from './public-addresses.ts';

/** Threads that the process has for what cannot be waited for otherwise, unless it is told another number. */
const defaultThreads = 4;

/**
 * Look-ups at once of what accounts name: half of the threads look names up, however long that takes, and one
 * of these is for what the server itself has to find.
 */
export function lookupsAtOnce(threads = Number(process.env.UV_THREADPOOL_SIZE)): number {
  const forNames = Math.floor(((threads || defaultThreads) + 1) / 2);
  return Math.max(1, forNames - 1);
}

/**
 * The same, so many at once; the rest waits for its turn. They are shared out by account, of which one with many
 * names that nobody answers for has at most half while others wait; and the share of an account likewise by domain.
 */
export function boundedLookups(find: FindAddresses, atOnce: number): FindAddresses {
  const accounts = new FairQueue(atOnce);
  // One fewer, as no account gets the last one: the last of its own is for another domain.
  const domains = new QueuesByAccount(Math.max(1, atOnce - 1));
  return async (name, options, { signal, account } = {}) => {
    using within = domains.enter(account, domainOf(name));
    await unlessAborted(within.come, signal);
    const turn = accounts.enter(account);
    try {
      await unlessAborted(turn.come, signal);
      return await find(name, options);
    } finally {
      turn.leave();
    }
  };
}

/** A queue of each account that has something in it. */
class QueuesByAccount {
  readonly #queues = new Map<string | undefined, FairQueue>();
  readonly #slots: number;

  constructor(slots: number) {
    this.#slots = slots;
  }

  /** Waits in the queue of an account, until that is disposed of. */
  enter(account: string | undefined, whose: string): Disposable & Pick<Turn, 'come'> {
    const queue = this.#queues.get(account) ?? new FairQueue(this.#slots);
    this.#queues.set(account, queue);
    const { come, leave } = queue.enter(whose);
    return {
      come,
      [Symbol.dispose]: () => {
        leave();
        const { taken, waiting } = queue.load;
        if (taken === 0 && waiting === 0) this.#queues.delete(account);
      },
    };
  }
}

/** What its names are likely to be served by: the last two labels, as of `hooks.example.org`. */
const domainOf = (name: string): string =>
  name.toLowerCase().replace(/\.$/, '').split('.').slice(-2).join('.');

let ofAccounts: FindAddresses | null = null;

/** What the machine itself knows of a name that an account gives. */
export const accountsAddresses: FindAddresses = (...asked) => {
  ofAccounts ??= boundedLookups(systemAddresses, lookupsAtOnce()); // by now the number of threads is set
  return ofAccounts(...asked);
};
