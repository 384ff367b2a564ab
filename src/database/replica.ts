import { serverLock } from './locks/lock-name.ts';
import type { Locks } from './locks/locks.ts';

/** One server among those that share a database. */
export interface Replica {
  /** Tells this server from the others, the same after a restart; empty where there are none. */
  readonly id: string;

  /**
   * Does `work` on what the server `id` left, unless that runs; it cannot start meanwhile, or `lost` aborts.
   * One that has not ended in order is given 5 s to come back.
   */
  inPlaceOf(id: string, work: (lost: AbortSignal) => Promise<void>): Promise<void>;
}

const never = new AbortController().signal;

/** The server of a database that nobody else may open. */
export const onlyReplica: Replica = {
  id: '',
  inPlaceOf: (_id, work) => work(never),
};

/** The server of an id, which holds its own lock. */
export const sharedReplica = (id: string, locks: Locks): Replica => ({
  id,
  async inPlaceOf(other, work) {
    await using taken = await locks.acquire(serverLock(other), { yields: true });
    if (taken) await work(taken.lost);
  },
});
