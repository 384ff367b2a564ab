import type { Schema } from '../../api/schema.ts';
import { eventPage } from '../../components/event-page.ts';
import { paths } from '../../components/paths.ts';
import type { Attention } from './attention.ts';

/** A channel, and whether it is the server's. */
export interface ShownChannel {
  readonly channel: Pick<
    Schema['Channel'],
    'id' | 'name' | 'endedReason' | 'enabled' | 'failingSince' | 'unreadable'
  >;
  readonly isServers: boolean;
}

/** A channel by which nothing is told, though somebody wants it to. */
export function brokenChannel({ channel, isServers }: ShownChannel): Attention[] {
  const broken = breakage(channel);
  if (!broken) return [];
  const [what, why] = broken;
  const to = isServers ? paths.serverNotifications : paths.notifications;
  return [{ key: `channel ${channel.id}`, what: `Channel ${channel.name} ${what}`, why, to }];
}

function breakage(channel: ShownChannel['channel']): readonly [string, string] | null {
  const { enabled, endedReason, failingSince, unreadable } = channel;
  if (endedReason !== null) return ['was switched off', endedReason];
  if (!enabled) return null;
  if (unreadable) return ['is unreadable', 'The key to its settings is lost. Enter its address.'];
  if (failingSince === null) return null;
  return ['fails', 'Its receiver accepts nothing. After five days the channel is switched off.'];
}

/** What no state tells, so that its event does, until it was seen; by its type. */
const told: Readonly<Record<string, string>> = {
  'certificate.expiring': 'Replace it: once it has expired, nothing can be changed there.',
  'policy.pending': 'Fulmar retries every minute.',
  'volume.lost': 'Upload its content again.',
  'deployment.rolled_back': 'The unikernel is as it was before.',
  'deployment.failed': 'The deployment shows what went wrong.',
};

/** Something that has happened, which nobody has seen yet. */
export function unseenEvent(event: Schema['Event']): Attention[] {
  const { id, type, summary, object } = event;
  const why = told[type];
  if (why === undefined) return [];
  const what = summary.replace(/\.$/, '');
  return [{ key: `event ${id}`, what, why, to: eventPage(object) ?? paths.events }];
}
