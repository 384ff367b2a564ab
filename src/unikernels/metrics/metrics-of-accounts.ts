import type { AccountBelongings } from '../../identity/accounts/belongings.ts';
import { Account } from '../../identity/accounts/entity.ts';
import { StoredUnikernel } from '../registry/entity.ts';
import type { UsageHistory } from './history/usage-history.ts';

/**
 * What an account's unikernels used ends with it: at once, or, where that cannot be just now, with what is
 * removed each hour.
 */
export const metricsOfAccounts = (
  usage: Pick<UsageHistory, 'forget'>,
  report: (error: unknown, what: string) => void,
): AccountBelongings => ({
  async followUp(em, accountId) {
    const account = await em.findOneOrFail(Account, { id: accountId });
    const where = { domain: account.name };
    const unikernels = await em.find(StoredUnikernel, where, { fields: ['id'] });
    const ids = unikernels.map(({ id }) => id);
    const failure = `what unikernels of ${account.name} used is not removed yet`;
    return () => usage.forget(ids).catch((error) => report(error, failure));
  },
});
