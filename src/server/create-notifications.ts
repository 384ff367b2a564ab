import { Channels } from '../audit/channels/channels.ts';
import { attemptDelivery } from '../audit/deliveries/attempt.ts';
import { Deliveries } from '../audit/deliveries/deliveries.ts';
import { Notifier } from '../audit/deliveries/notifier.ts';
import { mailMessage } from '../audit/notices/mail-message.ts';
import { Mutes } from '../audit/notices/mutes.ts';
import type { EventFeed } from '../database/events/event-feed.ts';
import { MaintenanceDirectory } from '../host-client/maintenance.ts';
import type { Automation } from '../hosts/automation/automation.ts';
import { basePathOf } from '../http/base-path.ts';
import { renderLetter } from '../outgoing/mail/letter.ts';
import { createPost } from '../outgoing/post.ts';
import { domainsOnHosts } from '../unikernels/registry/domains-on-hosts.ts';
import { allowedAddresses } from './allowed-addresses.ts';
import { proxyOf } from './proxy.ts';
import { sparingLog } from './replicas.ts';
import type { ServerDeps } from './server-deps.ts';

/** Where events are told, what was told, and who tells. */
export interface Notifications {
  readonly channels: Channels;
  readonly deliveries: Deliveries;
  readonly mutes: Mutes;
  readonly notifier: Notifier;
}

/** What tells by channels of what `feed` publishes. */
export function createNotifications(
  deps: ServerDeps,
  feed: EventFeed,
  automation: Pick<Automation, 'isPaused'>,
): Notifications {
  const { database, box, clock, mailing } = deps;
  const mails = mailing !== null;
  const notifier = createNotifier(deps, feed, automation);
  return {
    channels: new Channels({ database, box, clock, mails }),
    deliveries: new Deliveries({ database, clock, wake: (channel) => notifier.tellNow(channel) }),
    mutes: new Mutes(database, clock),
    notifier,
  };
}

function createNotifier(
  deps: ServerDeps,
  feed: EventFeed,
  automation: Pick<Automation, 'isPaused'>,
): Notifier {
  const { database, box, clock, timer, locks, log, config, mailing } = deps;
  const rule = allowedAddresses(deps, config.webhookNetworks);
  const { post = createPost({ proxy: proxyOf(config), rule, clock }) } = deps;
  const attempting = {
    ...{ box, clock, post },
    mail: mailMessage.bind(null, { database, mailing, render: renderLetter }),
  };
  const sparing = sparingLog(log);
  const { url } = config;
  const maintenance = new MaintenanceDirectory(database, clock);
  return new Notifier({
    ...{ database, clock, timer, locks, feed, random: Math.random },
    mails: mailing !== null,
    isPaused: () => automation.isPaused(),
    quietHosts: () => maintenance.hosts(),
    domainsOn: domainsOnHosts,
    serverAddress: url && url.origin + basePathOf(url),
    attempt: attemptDelivery.bind(null, attempting),
    report: (error, what) => sparing.report(error, what),
  });
}
