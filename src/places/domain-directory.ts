import type { Label } from '../albatross/names.ts';
import type { Domain } from '../albatross/transport.ts';
import type { HostLists } from '../host-client/managed-host.ts';

/** Which host is meant: a `ManagedHost`, or what stands for one. */
export type PolicyHost = Pick<HostLists, 'id' | 'name'>;

/** Finds an account's domain on a host: its label, and what it may use there. */
export interface DomainDirectory {
  /** Throws `no-policy` where the account may use nothing. */
  domainOn(host: PolicyHost, accountName: Label): Promise<Domain>;
}

/** An account's domains, one by one or on all hosts at once. */
export interface DomainList extends DomainDirectory {
  /** By the id of their host. */
  domainsOf(accountName: Label): Promise<ReadonlyMap<string, Domain>>;
}
