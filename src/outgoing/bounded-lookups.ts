import PQueue from 'p-queue';
import { type FindAddresses, systemAddresses } from './public-addresses.ts';

/** Threads that the process has for what cannot be waited for otherwise, unless it is told another number. */
const usualThreads = 4;

/**
 * Look-ups at once of what accounts name: half of the threads look names up, however long that takes, and one
 * of these is for what the server itself has to find.
 */
export function lookupsAtOnce(threads = Number(process.env.UV_THREADPOOL_SIZE)): number {
  const forNames = Math.floor(((threads || usualThreads) + 1) / 2);
  return Math.max(1, forNames - 1);
}

/** The same, so many at once; the rest waits for its turn. */
export function boundedLookups(find: FindAddresses, atOnce: number): FindAddresses {
  const queue = new PQueue({ concurrency: atOnce });
  return async (name, options, signal) =>
    await queue.add(async () => {
      signal?.throwIfAborted();
      return await find(name, options);
    });
}

/** What the machine itself knows of a name that an account gives. */
export const accountsAddresses = boundedLookups(systemAddresses, lookupsAtOnce());
