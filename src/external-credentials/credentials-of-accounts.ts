import type { AccountBelongings } from '../identity/accounts/belongings.ts';
import { ExternalCredential } from './entity.ts';

/** External credentials end with their account; the server's stay. */
export const externalCredentialsOfAccounts: AccountBelongings = {
  async count(em, { id: owner }) {
    return { externalCredentials: await em.count(ExternalCredential, { owner }) };
  },
  async end(em, accountId) {
    await em.nativeDelete(ExternalCredential, { owner: accountId });
  },
};
