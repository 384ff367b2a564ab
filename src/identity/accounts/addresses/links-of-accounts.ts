import type { AccountBelongings } from '../belongings.ts';
import { EmailLink } from './entity.ts';

/** Links that prove an address end with the account. */
export const emailLinksOfAccounts: AccountBelongings = {
  async count(em, { id: accountId }) {
    return { emailLinks: await em.count(EmailLink, { accountId }) };
  },
  async end(em, accountId) {
    await em.nativeDelete(EmailLink, { accountId });
  },
  async forget(em, accountIds) {
    await em.nativeDelete(EmailLink, { accountId: { $in: accountIds } });
  },
};
