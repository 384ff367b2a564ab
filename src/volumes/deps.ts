import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/log.ts';
import type { Locks } from '../database/locks/locks.ts';
import type { Spool } from '../storage/spool.ts';
import type { PendingUploads } from './pending-uploads.ts';
import type { UploadRecords } from './upload-records.ts';

/** What changes of volumes, and reading their content, stand on. */
export interface Deps {
  readonly locks: Locks;
  readonly pending: PendingUploads;
  readonly records: UploadRecords;
  readonly spool: Spool;
  readonly log: Logger;
  readonly clock: Clock;
}
