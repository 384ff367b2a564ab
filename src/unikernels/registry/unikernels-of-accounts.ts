import type { AccountBelongings } from '../../identity/accounts/belongings.ts';
import { Account } from '../../identity/accounts/entity.ts';
import { DeploymentLock } from '../deployment-locks/entity.ts';
import { UnikernelHealth } from '../health/entity.ts';
import { Release } from '../releases/entity.ts';
import { endRollouts } from '../rollouts/end-rollouts.ts';
import { StoredUnikernel } from './entity.ts';
import type { Registry } from './registry.ts';

/**
 * The desired state of an account's unikernels ends with it, and so do its deployments; what still runs belongs
 * to nobody.
 */
export const unikernelsOfAccounts = (registry: Pick<Registry, 'changed'>): AccountBelongings => ({
  async count(em, { name: domain }) {
    const unikernels = await em.count(StoredUnikernel, { domain, destroyedAt: null });
    return {
      unikernels,
      releases: await em.count(Release, { domain }),
      deploymentLocks: await em.count(DeploymentLock, { domain }),
      checks: await em.count(UnikernelHealth, { domain }),
    };
  },
  async end(em, accountId, now) {
    const account = await em.findOne(Account, { id: accountId });
    if (!account) return;
    await endRollouts(em, account.name, 'The account was deleted.', now);
    await em.nativeDelete(StoredUnikernel, { domain: account.name });
    await em.nativeDelete(UnikernelHealth, { domain: account.name });
    await em.nativeDelete(Release, { domain: account.name });
    await em.nativeDelete(DeploymentLock, { domain: account.name });
    registry.changed(account.name);
  },
});
