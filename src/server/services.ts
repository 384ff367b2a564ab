import { AuditLog } from '../audit/audit-log.ts';
import { channelsOfAccounts } from '../audit/channels/channels-of-accounts.ts';
import type { CheckRunner } from '../checks/check-runner.ts';
import { EventFeed } from '../database/events/event-feed.ts';
import { externalCredentialsOfAccounts } from '../external-credentials/credentials-of-accounts.ts';
import type { HostDeps } from '../host-client/connected-host.ts';
import type { HostRegistry } from '../host-client/host-registry.ts';
import type { Automation } from '../hosts/automation/automation.ts';
import { defaultPoliciesOfAccounts } from '../hosts/policies/defaults/defaults-of-accounts.ts';
import type { Policies } from '../hosts/policies/policies.ts';
import type { Route } from '../http/route.ts';
import { createIdentity, type Identity } from '../identity/create-identity.ts';
import { secretsOfAccounts } from '../secrets/secrets-of-accounts.ts';
import type { ImageStore } from '../storage/image-store.ts';
import type { Spool } from '../storage/spool.ts';
import type { Consoles } from '../unikernels/consoles/consoles.ts';
import { consolesOfAccounts } from '../unikernels/consoles/consoles-of-accounts.ts';
import type { Deps as UnikernelDeps } from '../unikernels/deps.ts';
import type { UsageHistory } from '../unikernels/metrics/history/usage-history.ts';
import type { LatestUsage } from '../unikernels/metrics/latest-usage.ts';
import { metricsOfAccounts } from '../unikernels/metrics/metrics-of-accounts.ts';
import type { Observer } from '../unikernels/observer/observer.ts';
import { createRegistry } from '../unikernels/registry/create-registry.ts';
import type { Registry } from '../unikernels/registry/registry.ts';
import { unikernelsOfAccounts } from '../unikernels/registry/unikernels-of-accounts.ts';
import type { Deps as VolumeDeps } from '../volumes/deps.ts';
import { volumesOfAccounts } from '../volumes/volumes-of-accounts.ts';
import { createChecks } from './create-checks.ts';
import { createConsoles } from './create-consoles.ts';
import { createHandlers, type HandlerServices } from './create-handlers.ts';
import { createHosts } from './create-hosts.ts';
import { createNotifications, type Notifications } from './create-notifications.ts';
import { createUsage } from './create-usage.ts';
import { createWorkloads } from './create-workloads.ts';
import { openAutomation } from './open-automation.ts';
import { sparingLog } from './replicas.ts';
import { reseal } from './reseal.ts';
import { restoreAudit } from './restore-audit.ts';
import { apiRoutes } from './routes.ts';
import type { ServerDeps } from './server-deps.ts';

/** The rooms' services, put together. */
export interface Services {
  readonly identity: Identity;
  readonly audit: AuditLog;
  /** What happens, as it is published. */
  readonly feed: EventFeed;
  /** Tells of it where somebody wants it told. */
  readonly notifications: Notifications;
  readonly automation: Automation;
  readonly hosts: HostRegistry;
  readonly policies: Policies;
  /** What each host stands on. */
  readonly hostDeps: HostDeps;
  readonly unikernels: UnikernelDeps;
  /** What unikernels use at present, where this server watches their hosts. */
  readonly latestUsage: LatestUsage;
  /** What they used over time. */
  readonly usage: UsageHistory;
  readonly observer: Observer;
  readonly volumes: VolumeDeps;
  /** What unikernels have printed. */
  readonly consoles: Consoles;
  readonly images: ImageStore;
  readonly spool: Spool;
  /** Tries what deployments check. */
  readonly checks: CheckRunner;
  /** Version 1 of the API. */
  readonly routes: readonly Route[];
  /** Takes up what an earlier run left; what is on its way then goes on by itself. */
  resume(): Promise<void>;
  /** Takes up what other servers left that have ended since. */
  takeUpLeft(): Promise<void>;
  /** Lets changes and uploads come to their end. */
  finish(): Promise<void>;
  /** Ends everything; what is not finished is left to the next start. */
  close(): Promise<void>;
}

/** Puts the rooms together: the only place that knows which stands on which. */
export async function createServices(deps: ServerDeps): Promise<Services> {
  await reseal(deps);
  const { database, box, clock, config, log } = deps;
  const { keptImagesShare: imagesShare, keptReleases: maxReleases } = config;
  const memory = createRegistry({ database, box, clock, imagesShare, maxReleases });
  const sparing = sparingLog(log);
  const report = (error: unknown, what: string) => sparing.report(error, what);
  const usage = createUsage({ folder: config.data, database, clock, report });
  const identity = identityOf(deps, memory.registry, usage);
  const audit = auditOf(deps);
  const feed = feedOf(deps);
  const automation = await openAutomation(deps);
  const notifications = createNotifications(deps, feed, automation);
  const hosts = await createHosts(deps);
  const checks = createChecks(deps);
  const { consoles, keeper } = await createConsoles(deps, hosts);
  const workloads = await createWorkloads(deps, hosts, {
    ...{ domains: identity.domains, memory, checks, audit, usage },
    keptConsoles: consoles,
    followers: [keeper],
    isPaused: () => automation.isPaused(),
  });
  const rooms = { identity, audit, feed, notifications, automation, consoles, usage };
  const services = { ...rooms, ...hosts, ...workloads };
  return {
    ...services,
    images: workloads.unikernels.images,
    checks,
    routes: apiRoutes(createHandlers(deps, services)),
    resume: () => resume(services, deps),
    takeUpLeft: () => workloads.reconciler.takeUpLeft(),
    close: () => close(services),
  };
}

function identityOf(deps: ServerDeps, registry: Registry, usage: UsageHistory): Identity {
  const { config, database, box, clock, counters, setupCode, send, passwordCost } = deps;
  const { mailing, log } = deps;
  const sparing = sparingLog(log);
  const report = (error: unknown, what: string) => sparing.report(error, what);
  return createIdentity({
    ...{ database, box, clock, counters, setupCode, send, passwordCost },
    ...{ mailing, report },
    signUpOpen: config.signup === 'open',
    belongings: [
      channelsOfAccounts,
      consolesOfAccounts,
      defaultPoliciesOfAccounts,
      externalCredentialsOfAccounts,
      metricsOfAccounts(usage, report),
      secretsOfAccounts,
      unikernelsOfAccounts(registry),
      volumesOfAccounts,
    ],
  });
}

function auditOf({ config, database, clock, log }: ServerDeps): AuditLog {
  const sparing = sparingLog(log);
  return new AuditLog({
    ...{ database, clock, days: config.auditDays },
    report(error, event) {
      const what = 'the audit is not written';
      if (event) log.error({ error, event }, what);
      else sparing.report(error, what);
    },
  });
}

function feedOf({ database, timer, log }: ServerDeps): EventFeed {
  const sparing = sparingLog(log);
  const report = (error: unknown, what: string) => sparing.report(error, what);
  return new EventFeed({ database, timer, report });
}

async function resume(services: HandlerServices, deps: ServerDeps): Promise<void> {
  const { identity, audit, feed, notifications, pending, records, reconciler } = services;
  const { observer, updateWatch, hosts } = services;
  const sparing = sparingLog(deps.log);
  identity.uses.start((error) => sparing.report(error, 'uses are not written'));
  await restoreAudit(deps, records);
  audit.start();
  await feed.start();
  await notifications.notifier.start();
  await pending.resume();
  await reconciler.begin();
  // How the hosts are is found out meanwhile: a silent one holds no start up.
  void hosts.checkAll();
  observer.start();
  updateWatch.start();
}

async function close(services: HandlerServices): Promise<void> {
  const { identity, audit, feed, notifications, hosts, usage, finish } = services;
  hosts.close();
  await finish();
  await usage.close();
  await identity.uses.stop();
  await audit.stop();
  await notifications.notifier.close();
  await feed.close();
}
