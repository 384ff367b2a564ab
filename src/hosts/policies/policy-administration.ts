import type { Label } from '../../albatross/names.ts';
import type { Policy } from '../../albatross/policy.ts';
import { Problem } from '../../base/errors.ts';
import type { HostRegistry } from '../../host-client/host-registry.ts';
import { type Actor, authorize } from '../../identity/access/actor.ts';
import { Domain } from '../../identity/accounts/entity.ts';
import type { Users } from '../../identity/accounts/users.ts';
import { type DeletingRequest, type DeletingTools, deletePolicy } from './delete-policy.ts';
import type { StoredPolicy } from './entity.ts';
import { type HostPolicies, listPolicies } from './list-policies.ts';
import type { Policies } from './policies.ts';
import { type PolicyTools, setPolicy } from './set-policy.ts';

export interface PolicyAdministrationParts extends PolicyTools, DeletingTools {
  readonly hosts: HostRegistry;
  readonly policies: Policies;
  readonly users: Users;
  /** Milliseconds that a host is waited for where its word is not needed. */
  readonly listTimeout: number;
}

/** Which account's policy on which host. */
export interface PolicyPlace {
  /** The account's id. */
  readonly id: string;
  readonly host: Label;
}

/** What administrators do with policies. */
export class PolicyAdministration {
  readonly #parts: PolicyAdministrationParts;

  constructor(parts: PolicyAdministrationParts) {
    this.#parts = parts;
  }

  /** What is given on a host. Throws `host-unknown`. */
  async list(actor: Actor, host: Label, signal?: AbortSignal): Promise<HostPolicies> {
    authorize(actor, 'admin', { host });
    const { hosts, policies, listTimeout } = this.#parts;
    return await listPolicies(policies, hosts.get(host), listTimeout, signal);
  }

  /** Throws `account-unknown`, `account-inactive`, `host-unknown`, and as `setPolicy` does. */
  async set(
    actor: Actor,
    { id, host }: PolicyPlace,
    { policy, adopt }: { readonly policy: Policy; readonly adopt: boolean },
    signal?: AbortSignal,
  ): Promise<StoredPolicy> {
    authorize(actor, 'admin', { host });
    const account = await this.#parts.users.get(id);
    if (!account.approvedAt) {
      // Until then its name may still become another's.
      throw new Problem('account-inactive', `Approve the account ${account.name} first.`);
    }
    const given = { domain: account.name, policy, adopt };
    return await setPolicy(this.#parts, this.#parts.hosts.get(host), given, signal);
  }

  /** Throws `account-unknown`, `host-unknown`, and as `deletePolicy` does. */
  async remove(
    { id, host }: PolicyPlace,
    destroy: boolean,
    request: DeletingRequest,
  ): Promise<void> {
    authorize(request.actor, 'admin', { host });
    const { database, hosts } = this.#parts;
    // The domain outlives its account, and what is left in it has to go away, too.
    const domain = await database.em().findOne(Domain, { accountId: id });
    if (!domain) throw new Problem('account-unknown', 'There is no account with this id.');
    await deletePolicy(this.#parts, hosts.get(host), { domain: domain.name, destroy }, request);
  }
}
