import type { AccountBelongings } from '../../identity/accounts/belongings.ts';
import { Account } from '../../identity/accounts/entity.ts';
import { ConsoleSegment } from './entity.ts';

/** Long ago: the next removal of old lines takes it along. */
const expired = new Date(0);

/** What an account's unikernels have printed ends with it; contents outside of the database within an hour. */
export const consolesOfAccounts: AccountBelongings = {
  async end(em, accountId) {
    const account = await em.findOne(Account, { id: accountId });
    if (!account) return;
    const { name: domain } = account;
    await em.nativeDelete(ConsoleSegment, { domain, digest: null });
    await em.nativeUpdate(ConsoleSegment, { domain }, { storedAt: expired });
  },
};
