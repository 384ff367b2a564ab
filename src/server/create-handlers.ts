import { activityHandlers } from '../audit/activity/handlers.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { auditHandlers } from '../audit/handlers.ts';
import { ReadAudit } from '../audit/read-audit.ts';
import type { EventFeed } from '../database/events/event-feed.ts';
import { ExternalCredentials } from '../external-credentials/external-credentials.ts';
import { externalCredentialHandlers } from '../external-credentials/handlers.ts';
import type { Automation } from '../hosts/automation/automation.ts';
import { automationHandlers } from '../hosts/automation/handlers.ts';
import { hostHandlers } from '../hosts/handlers.ts';
import { HostAdministration } from '../hosts/host-administration.ts';
import type { Deps as PolicyDeps } from '../hosts/policies/deps.ts';
import { policyHandlers } from '../hosts/policies/handlers.ts';
import { ShowHosts } from '../hosts/show-hosts.ts';
import { sshKeyHandlers } from '../hosts/ssh-keys/handlers.ts';
import { SshKeys } from '../hosts/ssh-keys/ssh-keys.ts';
import type { Identity } from '../identity/create-identity.ts';
import { identityHandlers } from '../identity/handlers.ts';
import { secretHandlers } from '../secrets/handlers.ts';
import type { Consoles } from '../unikernels/consoles/consoles.ts';
import { consoleHandlers } from '../unikernels/consoles/handlers.ts';
import { handleOrphans } from '../unikernels/destroy-orphans.ts';
import { destroyUnikernel } from '../unikernels/destroy-unikernel.ts';
import { unikernelHandlers } from '../unikernels/handlers.ts';
import { locateUnikernel } from '../unikernels/location.ts';
import { volumeHandlers } from '../volumes/handlers.ts';
import type { Hosts } from './create-hosts.ts';
import type { Workloads } from './create-workloads.ts';
import { expectUnprotected } from './expect-unprotected.ts';
import type { Handlers } from './routes.ts';
import type { ServerDeps } from './server-deps.ts';

export interface HandlerServices extends Hosts, Workloads {
  readonly identity: Identity;
  readonly audit: AuditLog;
  readonly feed: EventFeed;
  readonly automation: Automation;
  readonly consoles: Consoles;
}

/** What serves the routes of version 1, on the rooms' services. */
export function createHandlers(deps: ServerDeps, services: HandlerServices): Handlers {
  const { database, box, send, clock, config } = deps;
  const { identity, audit, hosts, policies, hostDeps, unikernels, volumes } = services;
  const { listTimeout } = config;
  const sshKeys = new SshKeys({ database, box, clock });
  return {
    identity: identityHandlers(identity, { clock, handleOrphans: handleOrphans(unikernels) }),
    automation: automationHandlers(services.automation),
    activity: activityHandlers({ database, feed: services.feed, timer: deps.timer }),
    audit: auditHandlers(new ReadAudit(database, audit)),
    externalCredentials: externalCredentialHandlers(
      new ExternalCredentials({ database, box, send, clock }),
    ),
    consoles: consoleHandlers(services),
    secrets: secretHandlers(services.secrets),
    hosts: hostHandlers(
      new ShowHosts({ database, hosts, policies, listTimeout }),
      new HostAdministration({ database, box, hosts, sshKeys, hostDeps }),
    ),
    sshKeys: sshKeyHandlers(sshKeys),
    policies: policyHandlers(policyDeps(deps, services)),
    unikernels: unikernelHandlers(unikernels),
    volumes: volumeHandlers(volumes),
  };
}

function policyDeps(
  { database, clock, config }: ServerDeps,
  { hosts, policies, identity, places, unikernels, volumes, pending }: HandlerServices,
): PolicyDeps {
  return {
    ...{ database, hosts, policies, users: identity.users, clock },
    listTimeout: config.listTimeout,
    async destroyUnikernel({ host, account, name }, request) {
      const place = await places.find(request, host, account);
      await destroyUnikernel(unikernels, locateUnikernel(place, name), request);
    },
    expectUnprotected: (host, domain, content) =>
      expectUnprotected({ ...unikernels, ...volumes }, host, domain, content),
    forgetUploads: (host, domain) => pending.forgetDomain(host, domain),
  };
}
