import type { AccountBelongings } from '../identity/accounts/belongings.ts';
import { Account } from '../identity/accounts/entity.ts';
import { AccountSecret } from './entity.ts';

/** Secrets end with their account. */
export const secretsOfAccounts: AccountBelongings = {
  async count(em, { name }) {
    return { secrets: await em.count(AccountSecret, { domain: name }) };
  },
  async end(em, accountId) {
    const account = await em.findOne(Account, { id: accountId });
    if (account) await em.nativeDelete(AccountSecret, { domain: account.name });
  },
};
