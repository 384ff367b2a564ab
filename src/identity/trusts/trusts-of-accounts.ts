import type { AccountBelongings } from '../accounts/belongings.ts';
import { Trust } from './entity.ts';

/** Trusts end with their account. */
export const trustsOfAccounts: AccountBelongings = {
  async count(em, { id: accountId }) {
    return { trusts: await em.count(Trust, { accountId }) };
  },
  async end(em, accountId) {
    await em.nativeDelete(Trust, { accountId });
  },
};
