import type { PendingUploads } from '../volumes/pending-uploads.ts';
import type { VolumeLocks } from '../volumes/volume-locks.ts';
import type { DeploymentHistory } from './deployment-history.ts';
import type { Deployments } from './deployments.ts';
import type { UnikernelLocks } from './unikernel-locks.ts';

/** What changes of unikernels stand on. */
export interface Deps {
  readonly locks: UnikernelLocks;
  readonly volumeLocks: VolumeLocks;
  readonly pending: Pick<PendingUploads, 'expectNone'>;
  readonly deployments: Deployments;
  readonly history: DeploymentHistory;
}
