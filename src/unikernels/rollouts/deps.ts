import type { MonotonicClock } from '../../base/clock.ts';
import type { Logger } from '../../base/log.ts';
import type { SecretBox } from '../../database/secret-box.ts';
import type { HostDirectory } from '../../host-client/host-directory.ts';
import type { DomainDirectory } from '../../places/domain-directory.ts';
import type { DeploymentRecords } from '../deployment-records.ts';
import type { ChangeDeps, Deps } from '../deps.ts';
import type { HostNews } from '../log/host-news.ts';
import type { HostLooks } from '../observer/host-looks.ts';
import type { Reconciler } from '../reconciler.ts';
import type { PendingDeps } from './pending-request.ts';
import type { RolloutRecords } from './rollout-records.ts';
import type { RunCheck } from './watch-rollout.ts';

/** What rollouts stand on. */
export interface RolloutDeps
  extends ChangeDeps,
    PendingDeps,
    Pick<Deps, 'kept' | 'clock' | 'timer' | 'deploymentLocks'> {
  readonly box: SecretBox;
  readonly hosts: HostDirectory;
  readonly policies: DomainDirectory;
  readonly drafts: Pick<DeploymentRecords, 'draft' | 'configOf' | 'drop'>;
  readonly records: RolloutRecords;
  readonly reconciler: Pick<Reconciler, 'ask' | 'isRunning' | 'onRollout' | 'record' | 'catchUp'>;
  /** Whether nothing goes on by itself at present; left out: it does. */
  readonly isPaused?: () => Promise<boolean>;
  readonly runCheck: RunCheck;
  readonly looks: Pick<HostLooks, 'find'>;
  /** What the logs of hosts tell this server; left out: nothing. */
  readonly news?: Pick<HostNews, 'exitOf' | 'endOf'>;
  readonly now: MonotonicClock;
  /** Of those who wait for a rollout, not of what is done for it; default: the same. */
  readonly waits?: Pick<RolloutDeps, 'timer' | 'now'>;
  readonly log: Logger;
}
