import type { EntityManager } from '../../database/database.ts';
import { Token } from '../tokens/entity.ts';
import type { Trust } from './entity.ts';

/** Ends, within a transaction, all tokens that these trusts gave; the cache is the caller's. */
export async function endExchanged(
  em: EntityManager,
  trusts: readonly Pick<Trust, 'id'>[],
  revokedAt: Date,
): Promise<void> {
  const ids = trusts.map(({ id }) => id);
  await em.nativeUpdate(Token, { trustId: { $in: ids }, revokedAt: null }, { revokedAt });
}
