import type { Clock } from '../../base/clock.ts';
import type { Database } from '../../database/database.ts';
import type { HostBelongings } from '../../database/host-belongings.ts';
import type { Locks } from '../../database/locks/locks.ts';
import type { HostRegistry } from '../../host-client/host-registry.ts';

/** What renaming and removing hosts stands on. */
export interface Deps {
  readonly database: Database;
  readonly hosts: HostRegistry;
  readonly locks: Locks;
  readonly clock: Clock;
  /** What others keep by the name of a host. */
  readonly belongings: readonly HostBelongings[];
}
