import type { Locks } from '../database/locks/locks.ts';
import type { PendingUploads } from '../volumes/pending-uploads.ts';
import type { DeploymentHistory } from './deployment-history.ts';
import type { Deployments } from './deployments.ts';

/** What changes of unikernels stand on. */
export interface Deps {
  readonly locks: Locks;
  readonly pending: Pick<PendingUploads, 'expectNone'>;
  readonly deployments: Deployments;
  readonly history: DeploymentHistory;
}
