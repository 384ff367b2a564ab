import { FairQueue } from '../base/fair-queue.ts';
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
 * The same, so many at once; the rest waits for its turn. They are shared out by domain, of which one whose
 * servers never answer has at most half while others wait.
 */
export function boundedLookups(find: FindAddresses, atOnce: number): FindAddresses {
  const queue = new FairQueue(atOnce);
  return async (name, options, signal) => {
    const turn = queue.enter(domainOf(name));
    try {
      await unlessAborted(turn.come, signal);
      return await find(name, options);
    } finally {
      turn.leave();
    }
  };
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
