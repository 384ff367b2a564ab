import type { EntityManager } from '@mikro-orm/sql';

/**
 * Stores `work` in one transaction, unless `held` has aborted by its end, as the `lost` of a lock does:
 * what another server has written meanwhile stays. Rejects with its reason then, and as `work` does.
 */
export function transactWhile<T>(
  em: EntityManager,
  held: AbortSignal,
  work: (em: EntityManager) => Promise<T>,
): Promise<T> {
  return em.transactional(async (inside) => {
    const result = await work(inside);
    await inside.flush();
    held.throwIfAborted();
    return result;
  });
}
