import type { Clock } from '../base/clock.ts';
import type { Timer } from '../base/timer.ts';
import type { Locks } from '../database/locks/locks.ts';
import type { HostList } from '../host-client/host-directory.ts';
import type { HostNames } from '../host-client/host-names.ts';
import type { MaintenanceDirectory } from '../host-client/maintenance.ts';
import type { Domains } from '../identity/accounts/domains.ts';
import type { Places } from '../places/places.ts';
import type { SecretReader } from '../secrets/secrets.ts';
import type { Sources } from '../sources/sources.ts';
import type { ImageStore } from '../storage/image-store.ts';
import type { KeptImages } from '../storage/kept-images/kept-images.ts';
import type { PendingUploads } from '../volumes/pending-uploads.ts';
import type { DeploymentHistory } from './deployment-history.ts';
import type { DeploymentLocks } from './deployment-locks/deployment-locks.ts';
import type { Deployments } from './deployments.ts';
import type { ImageFetches } from './image-fetches.ts';
import type { LatestUsage } from './metrics/latest-usage.ts';
import type { ImageSources, SourcedImages } from './origins/sourced-images.ts';
import type { UnikernelMemory } from './registry/create-registry.ts';
import type { Rollouts } from './rollouts/rollouts.ts';
import type { UpdateLooks } from './updates/update-looks.ts';
import type { Yields } from './yields/yields.ts';

/** What changes of unikernels stand on. */
export interface ChangeDeps extends UnikernelMemory {
  readonly locks: Locks;
  readonly hostNames: Pick<HostNames, 'expectSame'>;
  readonly pending: Pick<PendingUploads, 'expectNone'>;
  readonly deployments: Deployments;
  readonly history: DeploymentHistory;
  readonly secrets: SecretReader;
  readonly images: ImageStore;
  readonly kept: KeptImages;
  readonly sources: ImageSources;
  readonly maintenance: Pick<MaintenanceDirectory, 'expectNone'>;
}

/** What all of the room stands on. */
export interface Deps extends ChangeDeps {
  readonly rollouts: Rollouts;
  readonly imageFetches: Pick<ImageFetches, 'begin'>;
  readonly deploymentLocks: DeploymentLocks;
  readonly sourced: SourcedImages;
  /** What sources have to choose from. */
  readonly catalog: Pick<Sources, 'list'>;
  readonly updateLooks: UpdateLooks;
  readonly places: Places;
  readonly hosts: HostList;
  readonly accounts: Pick<Domains, 'ofAccounts' | 'signingKeyOf'>;
  /** What unikernels use at present, where this server watches their hosts. */
  readonly latest: Pick<LatestUsage, 'loadOf'>;
  /** What is left to other clients. */
  readonly yields: Pick<Yields, 'leftOf'>;
  readonly clock: Clock;
  readonly timer: Timer;
  /** Milliseconds that a list over several hosts waits for any of them. */
  readonly listTimeout: number;
}
