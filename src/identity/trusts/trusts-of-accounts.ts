import type { AccountBelongings } from '../accounts/belongings.ts';
import { Trust } from './entity.ts';

/** Trusts end with their account. */
export const trustsOfAccounts: AccountBelongings = {
  async end(em, accountId) {
    await em.nativeDelete(Trust, { accountId });
  },
};
