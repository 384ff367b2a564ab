import type { EntityManager } from '../../database/database.ts';
import { endTokens } from '../tokens/end-tokens.ts';
import type { Trust } from './entity.ts';
import { endMadeTrusts } from './made-trusts.ts';

/**
 * Ends all tokens that these trusts gave, and what those made, within a transaction that has locked
 * their accounts; the cache is the caller's.
 */
export async function endExchanged(
  em: EntityManager,
  trusts: readonly Pick<Trust, 'id'>[],
  at: Date,
): Promise<void> {
  const which = { trustId: { $in: trusts.map(({ id }) => id) } };
  await endTokens(em, { which, descendants: true, at }, endMadeTrusts);
}
