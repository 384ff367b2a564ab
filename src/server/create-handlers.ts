import { activityHandlers } from '../audit/activity/handlers.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { channelHandlers } from '../audit/channels/handlers.ts';
import { auditHandlers } from '../audit/handlers.ts';
import { ReadAudit } from '../audit/read-audit.ts';
import type { EventFeed } from '../database/events/event-feed.ts';
import { ExternalCredentials } from '../external-credentials/external-credentials.ts';
import { externalCredentialHandlers } from '../external-credentials/handlers.ts';
import type { Automation } from '../hosts/automation/automation.ts';
import { automationHandlers } from '../hosts/automation/handlers.ts';
import { hostHoldingsHandlers } from '../hosts/belongings/handlers.ts';
import { hostHandlers } from '../hosts/handlers.ts';
import { healthHandlers } from '../hosts/health/handlers.ts';
import { HostAdministration } from '../hosts/host-administration.ts';
import { maintenanceHandlers } from '../hosts/maintenance/handlers.ts';
import { Maintenance } from '../hosts/maintenance/maintenance.ts';
import type { Deps as PolicyDeps } from '../hosts/policies/deps.ts';
import { policyHandlers } from '../hosts/policies/handlers.ts';
import { policyTemplateHandlers } from '../hosts/policies/templates/handlers.ts';
import { ShowHosts } from '../hosts/show-hosts.ts';
import { sshKeyHandlers } from '../hosts/ssh-keys/handlers.ts';
import { SshKeys } from '../hosts/ssh-keys/ssh-keys.ts';
import type { Identity } from '../identity/create-identity.ts';
import { identityHandlers } from '../identity/handlers.ts';
import { secretHandlers } from '../secrets/handlers.ts';
import { accountUsageHandlers } from '../unikernels/accounting/handlers.ts';
import type { Consoles } from '../unikernels/consoles/consoles.ts';
import { consoleHandlers } from '../unikernels/consoles/handlers.ts';
import { noteOrphans } from '../unikernels/destroy-orphans.ts';
import { destroyUnikernel } from '../unikernels/destroy-unikernel.ts';
import { unikernelHandlers } from '../unikernels/handlers.ts';
import { locateUnikernel } from '../unikernels/location.ts';
import { metricsHandlers } from '../unikernels/metrics/handlers.ts';
import type { UsageHistory } from '../unikernels/metrics/history/usage-history.ts';
import { volumeHandlers } from '../volumes/handlers.ts';
import { whileRemoving } from '../volumes/while-removing.ts';
import type { Hosts } from './create-hosts.ts';
import type { Notifications } from './create-notifications.ts';
import type { Workloads } from './create-workloads.ts';
import { eventTypes } from './event-types.ts';
import { expectUnprotected } from './expect-unprotected.ts';
import { findOnHosts } from './find-on-hosts.ts';
import type { Handlers } from './handlers.ts';
import { hostBelongings } from './host-belongings.ts';
import type { ServerDeps } from './server-deps.ts';

export interface HandlerServices extends Hosts, Workloads {
  readonly identity: Identity;
  readonly audit: AuditLog;
  readonly feed: EventFeed;
  readonly notifications: Notifications;
  readonly automation: Automation;
  readonly consoles: Consoles;
  readonly usage: UsageHistory;
}

/** What serves the routes of version 1, on the rooms' services. */
export function createHandlers(deps: ServerDeps, services: HandlerServices): Handlers {
  const { database, box, send, clock, config } = deps;
  const { identity, audit, hosts, policies, hostDeps, unikernels, volumes } = services;
  const { listTimeout } = config;
  const sshKeys = new SshKeys({ database, box, clock });
  const belongings = hostBelongings(deps, services);
  const show = new ShowHosts({ database, hosts, policies, listTimeout, clock });
  return {
    identity: identityHandlers(identity, {
      clock,
      orphans: noteOrphans(unikernels),
      findOnHosts: findOnHosts({ ...unikernels, ...volumes }),
      missingHosts: (actor, names) => show.missing(actor, names),
    }),
    automation: automationHandlers(services.automation),
    accountUsage: accountUsageHandlers({ database, clock }),
    activity: activityHandlers({
      ...{ database, feed: services.feed, timer: deps.timer, clock },
      types: eventTypes,
    }),
    channels: channelHandlers({ ...services.notifications, box }),
    audit: auditHandlers(new ReadAudit(database, audit)),
    externalCredentials: externalCredentialHandlers(
      new ExternalCredentials({ database, box, send, clock }),
    ),
    consoles: consoleHandlers(services),
    metrics: metricsHandlers({ ...services, registry: unikernels.registry, clock }),
    secrets: secretHandlers(services.secrets),
    hosts: hostHandlers(
      show,
      new HostAdministration({ database, box, hosts, sshKeys, hostDeps, belongings }),
    ),
    hostHoldings: hostHoldingsHandlers({ database, hosts, belongings }),
    hostHealth: healthHandlers({ database, clock }),
    maintenance: maintenanceHandlers(show, new Maintenance(database, clock)),
    sshKeys: sshKeyHandlers(sshKeys),
    policies: policyHandlers(policyDeps(deps, services)),
    policyTemplates: policyTemplateHandlers(services.templates),
    unikernels: unikernelHandlers(unikernels),
    volumes: volumeHandlers(volumes),
  };
}

function policyDeps(
  { database, clock, config }: ServerDeps,
  { hosts, policies, templates, identity, places, unikernels, volumes, pending }: HandlerServices,
): PolicyDeps {
  return {
    ...{ database, hosts, policies, templates, users: identity.users, clock },
    listTimeout: config.listTimeout,
    async destroyUnikernel({ host, account, name }, request) {
      const place = await places.find(request, host, account);
      const { actor, requestId, confirm, signal } = request;
      // Without `note`: the event of the request tells of more, which is recorded nowhere else.
      const part = { actor, requestId, signal, ...(confirm && { confirm }) };
      await destroyUnikernel(unikernels, locateUnikernel(place, name), part);
    },
    expectUnprotected: (host, domain, content) =>
      expectUnprotected({ ...unikernels, ...volumes }, host, domain, content),
    whileRemoving: (volume, remove) => whileRemoving(volumes.records, volume, remove),
    forgetUploads: (host, domain) => pending.forgetDomain(host, domain),
  };
}
