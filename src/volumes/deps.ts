import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/log.ts';
import type { Spool } from '../storage/spool.ts';
import type { PendingUploads } from './pending-uploads.ts';
import type { UploadRecords } from './upload-records.ts';
import type { VolumeLocks } from './volume-locks.ts';

/** What changes of volumes, and reading their content, stand on. */
export interface Deps {
  readonly locks: VolumeLocks;
  readonly pending: PendingUploads;
  readonly records: UploadRecords;
  readonly spool: Spool;
  readonly log: Logger;
  readonly clock: Clock;
}
