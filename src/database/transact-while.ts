import type { EntityManager } from '@mikro-orm/sql';
import type { Database } from './database.ts';

/**
 * Stores `work` in one transaction, unless `held` has aborted by its end, as the `lost` of a lock does:
 * what another server has written meanwhile stays. Rejects with its reason then, and as `work` does.
 */
export function transactWhile<T>(
  em: EntityManager,
  held: AbortSignal,
  work: (em: EntityManager) => Promise<T>,
): Promise<T> {
  return em.transactional(whileHeld(held, work));
}

/** Does the same, where it may last longer than others (`longTransaction`). */
export function transactLongWhile<T>(
  database: Pick<Database, 'longTransaction'>,
  held: AbortSignal,
  work: (em: EntityManager) => Promise<T>,
): Promise<T> {
  return database.longTransaction(whileHeld(held, work));
}

const whileHeld =
  <T>(held: AbortSignal, work: (em: EntityManager) => Promise<T>) =>
  async (inside: EntityManager): Promise<T> => {
    const result = await work(inside);
    await inside.flush();
    held.throwIfAborted();
    return result;
  };
