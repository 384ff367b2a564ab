import type { Label } from '../albatross/names.ts';
import type { ManagedHost } from './managed-host.ts';

/** Finds a host by its name. */
export interface HostDirectory {
  /** Throws `host-unknown`, and `shutting-down` once the server stops. */
  get(name: Label): ManagedHost;
}

/** The hosts, one by one or all at once. */
export interface HostList extends HostDirectory {
  /** By name. */
  all(): readonly ManagedHost[];
}
