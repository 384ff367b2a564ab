import type { AccountBelongings } from '../../identity/accounts/belongings.ts';
import { Account } from '../../identity/accounts/entity.ts';
import { countConsolesOf, expired } from './count-consoles.ts';
import { ConsoleSegment } from './entity.ts';

/** What an account's unikernels have printed ends with it; contents outside of the database within an hour. */
export const consolesOfAccounts: AccountBelongings = {
  async count(em, { name }) {
    return { consoles: await countConsolesOf(em, name) };
  },
  async end(em, accountId) {
    const account = await em.findOne(Account, { id: accountId });
    if (!account) return;
    const { name: domain } = account;
    await em.nativeDelete(ConsoleSegment, { domain, digest: null });
    await em.nativeUpdate(ConsoleSegment, { domain }, { storedAt: expired });
  },
};
