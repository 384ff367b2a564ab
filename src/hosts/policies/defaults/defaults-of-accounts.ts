import { randomUUID } from 'node:crypto';
import type { AccountBelongings } from '../../../identity/accounts/belongings.ts';
import { Account } from '../../../identity/accounts/entity.ts';
import { DefaultPolicy, PendingPolicy } from './entity.ts';

/**
 * An account begins with the default policies of hosts: noted down with the account itself, since a host may be
 * away, and given to it by `GivePending`.
 */
export const defaultPoliciesOfAccounts: AccountBelongings = {
  async count(em, { name: domain }) {
    return { pendingPolicies: await em.count(PendingPolicy, { domain }) };
  },
  async begin(em, { name: domain }, now) {
    for (const { hostId, template } of await em.findAll(DefaultPolicy)) {
      const place = { id: randomUUID(), hostId, domain };
      em.create(PendingPolicy, { ...place, template, createdAt: now });
    }
  },
  async end(em, accountId) {
    const account = await em.findOne(Account, { id: accountId });
    if (account) await em.nativeDelete(PendingPolicy, { domain: account.name });
  },
};
