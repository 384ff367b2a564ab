import type { AccountBelongings } from '../identity/accounts/belongings.ts';
import { Account } from '../identity/accounts/entity.ts';
import { Upload, VolumeSettings } from './entity.ts';

/** Records of an account's volumes, and content on its way to them, end with it; volumes on hosts belong to nobody. */
export const volumesOfAccounts: AccountBelongings = {
  async count(em, { name: domain }) {
    const volumes = await em.count(VolumeSettings, { domain });
    return { volumes, uploads: await em.count(Upload, { domain }) };
  },
  async end(em, accountId) {
    const account = await em.findOne(Account, { id: accountId });
    if (!account) return;
    await em.nativeDelete(VolumeSettings, { domain: account.name });
    await em.nativeDelete(Upload, { domain: account.name });
  },
};
