import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/log.ts';
import type { Locks } from '../database/locks/locks.ts';
import type { HostList } from '../host-client/host-directory.ts';
import type { HostNames } from '../host-client/host-names.ts';
import type { Domains } from '../identity/accounts/domains.ts';
import type { Places } from '../places/places.ts';
import type { Spool } from '../storage/spool.ts';
import type { PendingUploads } from './pending-uploads.ts';
import type { UploadRecords } from './upload-records.ts';
import type { VolumeProtection } from './volume-protection.ts';

/** What all of the room stands on. */
export interface Deps {
  readonly places: Places;
  readonly hosts: Pick<HostList, 'all'>;
  readonly hostNames: Pick<HostNames, 'expectSame'>;
  readonly accounts: Pick<Domains, 'ofAccounts'>;
  readonly locks: Locks;
  readonly pending: PendingUploads;
  readonly records: UploadRecords;
  readonly protection: VolumeProtection;
  readonly spool: Spool;
  readonly log: Logger;
  readonly clock: Clock;
  /** Milliseconds that a list over several hosts waits for any of them. */
  readonly listTimeout: number;
}
