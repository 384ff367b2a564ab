import type { AccountBelongings } from '../identity/accounts/belongings.ts';
import { Account } from '../identity/accounts/entity.ts';
import { VolumeSettings } from './entity.ts';

/** What is kept here of an account's volumes ends with it; what a host has of them is nobody's. */
export const volumesOfAccounts: AccountBelongings = {
  async end(em, accountId) {
    const account = await em.findOne(Account, { id: accountId });
    if (account) await em.nativeDelete(VolumeSettings, { domain: account.name });
  },
};
