import type { AccountBelongings } from '../accounts/belongings.ts';
import { Token } from './entity.ts';

/** Tokens of an account that ends are revoked, and kept to say so. */
export const tokensOfAccounts: AccountBelongings = {
  async end(em, accountId, revokedAt) {
    await em.nativeUpdate(Token, { accountId, revokedAt: null }, { revokedAt });
  },
  async count(em, { id }) {
    return { tokens: await em.count(Token, { accountId: id, revokedAt: null }) };
  },
  async forget(em, accountIds) {
    await em.nativeDelete(Token, { accountId: { $in: accountIds } });
  },
};
