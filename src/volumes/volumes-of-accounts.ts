import type { AccountBelongings } from '../identity/accounts/belongings.ts';
import { Account } from '../identity/accounts/entity.ts';
import { Upload, VolumeSettings } from './entity.ts';

/** What is kept here of an account's volumes, or on its way to them, ends with it; what a host has of them is nobody's. */
export const volumesOfAccounts: AccountBelongings = {
  async end(em, accountId) {
    const account = await em.findOne(Account, { id: accountId });
    if (!account) return;
    await em.nativeDelete(VolumeSettings, { domain: account.name });
    await em.nativeDelete(Upload, { domain: account.name });
  },
};
