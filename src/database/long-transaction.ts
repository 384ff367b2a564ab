import type { EntityManager } from '@mikro-orm/sql';

/**
 * Runs `work` in one transaction that may last longer than others; `rests`: and be idle for as long as it likes,
 * as a migration or a restore, while nothing else is at work.
 */
export type LongTransaction = <T>(
  work: (em: EntityManager) => Promise<T>,
  options?: { readonly rests: boolean },
) => Promise<T>;
