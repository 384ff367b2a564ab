import type { Label } from '../../albatross/names.ts';
import type { EntityManager } from '../../database/database.ts';
import type { AccountBelongings } from '../../identity/accounts/belongings.ts';
import { Account } from '../../identity/accounts/entity.ts';
import { StoredUnikernel } from '../registry/entity.ts';
import type { UsageHistory } from './history/usage-history.ts';

/**
 * What an account's unikernels used ends with it: at once, or, where that cannot be just now, with what is
 * removed each hour.
 */
export const metricsOfAccounts = (
  usage: Pick<UsageHistory, 'count' | 'forget'>,
  report: (error: unknown, what: string) => void,
): AccountBelongings => ({
  async count(em, { name }) {
    return { metrics: await usage.count(await idsOf(em, name)) };
  },
  async followUp(em, accountId) {
    const account = await em.findOneOrFail(Account, { id: accountId });
    const ids = await idsOf(em, account.name);
    const failure = `what unikernels of ${account.name} used is not removed yet`;
    return () => usage.forget(ids).catch((error) => report(error, failure));
  },
});

/** Those that were destroyed included. */
async function idsOf(em: EntityManager, domain: Label): Promise<readonly string[]> {
  const unikernels = await em.find(StoredUnikernel, { domain }, { fields: ['id'] });
  return unikernels.map(({ id }) => id);
}
