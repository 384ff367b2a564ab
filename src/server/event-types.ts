import * as channels from '../audit/channels/channel-events.ts';
import * as hosts from '../hosts/host-events.ts';
import * as identity from '../identity/identity-events.ts';
import * as checks from '../unikernels/events/check-events.ts';
import * as deployments from '../unikernels/events/deployment-events.ts';
import * as unikernels from '../unikernels/events/unikernel-events.ts';
import * as volumes from '../volumes/volume-events.ts';
import * as backups from './backup/backup-events.ts';

/** Every type of events that there is, as the rooms declare them. */
export const eventTypes = [
  unikernels,
  deployments,
  checks,
  volumes,
  hosts,
  identity,
  channels,
  backups,
].flatMap((room) => Object.values(room));
