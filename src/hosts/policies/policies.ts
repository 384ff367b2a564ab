import type { Label } from '../../albatross/names.ts';
import type { Policy } from '../../albatross/policy.ts';
import type { Domain } from '../../albatross/transport.ts';
import type { Database } from '../../database/database.ts';
import { findEqual } from '../../database/rows/find-equal.ts';
import { noPolicy } from '../../host-client/domains/domain-policies.ts';
import type { DomainList, PolicyHost } from '../../places/domain-directory.ts';
import { PendingPolicy } from './defaults/entity.ts';
import { StoredPolicy } from './entity.ts';

/** Looks up what accounts may use. */
export class Policies implements DomainList {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** An account's policy on a host, null where it has none. */
  async find(host: PolicyHost, accountName: Label): Promise<StoredPolicy | null> {
    const equal = { hostId: host.id, domain: accountName };
    const [stored] = await findEqual(this.#database.em(), StoredPolicy, equal);
    return stored ?? null;
  }

  /**
   * The account's domain on a host, for the target of a command. Throws `no-policy` where it has no
   * policy there: nobody can do anything in it then, administrators included, since
   * a host does not limit a domain without one.
   */
  async domainOn(host: PolicyHost, accountName: Label): Promise<Domain> {
    const stored = await this.find(host, accountName);
    if (!stored) throw noPolicy(host.name, accountName);
    return { label: accountName, policy: policyOf(stored) };
  }

  /** What a domain may use on the host of this id; null where it has no policy there. */
  async read(hostId: string, domain: Label): Promise<Policy | null> {
    const [stored] = await findEqual(this.#database.em(), StoredPolicy, { hostId, domain });
    return stored ? policyOf(stored) : null;
  }

  /** All policies on a host, by account name. */
  async on(host: PolicyHost): Promise<StoredPolicy[]> {
    const orderBy = { domain: 'asc' } as const;
    return await this.#database.em().find(StoredPolicy, { hostId: host.id }, { orderBy });
  }

  /** Whether an account other than this one has a policy anywhere. */
  async hasOthers(accountName: string): Promise<boolean> {
    const all = await this.#database.em().findAll(StoredPolicy, { fields: ['domain'] });
    return all.some(({ domain }) => domain !== accountName);
  }

  /** Who is still to be given one on a host, who waits longest first. */
  async pendingOn(host: PolicyHost): Promise<PendingPolicy[]> {
    const orderBy = { createdAt: 'asc' } as const;
    return await this.#database.em().find(PendingPolicy, { hostId: host.id }, { orderBy });
  }

  /** The account's domains on all hosts where it has a policy, by the id of their host. */
  async domainsOf(accountName: Label): Promise<ReadonlyMap<string, Domain>> {
    const toDomain = (stored: StoredPolicy) => ({ label: accountName, policy: policyOf(stored) });
    const stored = await this.of(accountName);
    return new Map([...stored].map(([hostId, policy]) => [hostId, toDomain(policy)] as const));
  }

  /** All policies of an account, by the id of their host. */
  async of(accountName: Label): Promise<ReadonlyMap<string, StoredPolicy>> {
    const stored = await this.#database.em().find(StoredPolicy, { domain: accountName });
    return new Map(stored.map((policy) => [policy.hostId, policy] as const));
  }
}

/** A stored policy as the protocol has it. */
export function policyOf(stored: StoredPolicy): Policy {
  const { unikernels, memory, storage, cpuids, bridges } = stored;
  return { unikernels, memory, block: storage ?? null, cpuids, bridges };
}
