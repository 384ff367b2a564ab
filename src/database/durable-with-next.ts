import type { EntityManager } from './database.ts';
import { letFollow } from './wait-for-disk.ts';

/**
 * Has the commit of the transaction of `em` not wait for the disk: it is durable with the next commit that does. For what a
 * crash of the machine may take back, since it is found out again, where something is committed behind it
 * that the disk has soon. PostgreSQL waits all the same.
 */
export function durableWithNext(em: EntityManager): void {
  const transaction = em.getTransactionContext();
  if (transaction) letFollow(transaction);
}
