import { join } from 'node:path';
import type { AuditLog } from '../audit/audit-log.ts';
import { monotonicClock } from '../base/clock.ts';
import type { CheckRunner } from '../checks/check-runner.ts';
import { HostNames } from '../host-client/host-names.ts';
import { MaintenanceDirectory } from '../host-client/maintenance.ts';
import { GivePending } from '../hosts/policies/defaults/give-pending.ts';
import { TellNearlyUsed } from '../hosts/policies/tell-nearly-used.ts';
import { TellHealth } from '../hosts/tell-health.ts';
import type { Domains } from '../identity/accounts/domains.ts';
import { StandingActors } from '../identity/authentication/standing-actors.ts';
import { Places } from '../places/places.ts';
import { AccountSecrets } from '../secrets/secrets.ts';
import { ImageStore } from '../storage/image-store.ts';
import { KeptImages } from '../storage/kept-images/kept-images.ts';
import { Spool } from '../storage/spool.ts';
import { RecordAccountUsage } from '../unikernels/accounting/account-usage.ts';
import { DeploymentHistory } from '../unikernels/deployment-history.ts';
import { DeploymentRecords } from '../unikernels/deployment-records.ts';
import { Deployments } from '../unikernels/deployments.ts';
import type { Deps as UnikernelDeps } from '../unikernels/deps.ts';
import { HealthWatch } from '../unikernels/health/health-watch.ts';
import { ImageFetches } from '../unikernels/image-fetches.ts';
import { Keeper, type KeeperEvent } from '../unikernels/keeper/keeper.ts';
import { KeepingRecords } from '../unikernels/keeper/keeping-records.ts';
import { HostNews } from '../unikernels/log/host-news.ts';
import { LogFollower } from '../unikernels/log/log-follower.ts';
import { Collector } from '../unikernels/metrics/collector/collector.ts';
import type { UsageHistory } from '../unikernels/metrics/history/usage-history.ts';
import { LatestUsage } from '../unikernels/metrics/latest-usage.ts';
import type { HostFollower } from '../unikernels/observer/host-followers.ts';
import { HostLooks } from '../unikernels/observer/host-looks.ts';
import type { KeptConsoles } from '../unikernels/observer/last-words.ts';
import { Observer } from '../unikernels/observer/observer.ts';
import { SourcedImages } from '../unikernels/origins/sourced-images.ts';
import { Reconciler } from '../unikernels/reconciler.ts';
import type { UnikernelMemory } from '../unikernels/registry/create-registry.ts';
import { octetsOfReleases } from '../unikernels/releases/releases.ts';
import { createOwners } from '../unikernels/rollouts/create-owners.ts';
import { Rollouts } from '../unikernels/rollouts/rollouts.ts';
import { UpdateLooks } from '../unikernels/updates/update-looks.ts';
import { UpdateWatch } from '../unikernels/updates/update-watch.ts';
import { Yields } from '../unikernels/yields/yields.ts';
import type { Deps as VolumeDeps } from '../volumes/deps.ts';
import { expectFiller } from '../volumes/expect-filler.ts';
import { PendingUploads } from '../volumes/pending-uploads.ts';
import { UploadRecords } from '../volumes/upload-records.ts';
import { VolumeProtection } from '../volumes/volume-protection.ts';
import { createChecks } from './create-checks.ts';
import type { Hosts } from './create-hosts.ts';
import { createSources } from './create-sources.ts';
import { openImagePlace } from './open-image-place.ts';
import { RememberLearned } from './remember-learned.ts';
import { sparingLog } from './replicas.ts';
import type { ServerDeps } from './server-deps.ts';

/** What accounts have on hosts, and what is on its way there. */
export interface Workloads {
  readonly places: Places;
  readonly secrets: AccountSecrets;
  readonly spool: Spool;
  readonly volumes: VolumeDeps;
  readonly pending: PendingUploads;
  readonly unikernels: UnikernelDeps;
  readonly reconciler: Reconciler;
  readonly records: DeploymentRecords;
  readonly observer: Observer;
  readonly latestUsage: LatestUsage;
  readonly collector: Collector;
  readonly updateWatch: UpdateWatch;
  /** Lets changes and uploads come to their end. */
  finish(): Promise<void>;
}

/** What workloads stand on beside the server's parts and hosts. */
interface WorkloadDeps {
  readonly domains: Domains;
  readonly memory: UnikernelMemory;
  readonly checks: CheckRunner;
  readonly audit: AuditLog;
  readonly usage: UsageHistory;
  /** What was kept of consoles. */
  readonly keptConsoles: KeptConsoles;
  /** Follow what happens on hosts. */
  readonly followers: readonly HostFollower[];
  /** Whether nothing is to be done that nobody asked for. */
  readonly isPaused: () => Promise<boolean>;
}

export async function createWorkloads(
  deps: ServerDeps,
  { hosts, policies, templates, watched }: Hosts,
  { domains, memory, checks, audit, usage, keptConsoles, followers, isPaused }: WorkloadDeps,
): Promise<Workloads> {
  const { config, database, box, log, clock, timer, replica, locks } = deps;
  const { listTimeout, imageLimit, spoolLimit, spoolShare, keptImagesLimit } = config;
  const spool = await Spool.open(join(config.data, 'spool'), {
    limit: spoolLimit,
    share: spoolShare,
  });
  const shared = { places: new Places({ hosts, policies, domains }), locks, clock, listTimeout };
  const uploads = { records: new UploadRecords(database, replica.id), spool, locks, log, clock };
  const actors = new StandingActors(database, clock);
  const { places } = shared;
  const pending = new PendingUploads({
    ...{ ...uploads, hosts, policies, isPaused },
    expectAllowed: (...asked) => expectFiller({ actors, places }, ...asked),
  });
  const place = await openImagePlace(deps);
  const sparing = sparingLog(log);
  const report = (error: unknown, what: string) => sparing.report(error, what);
  const kept = new KeptImages({
    ...{ place, database, locks, clock, report, limit: keptImagesLimit },
    heldBy: (domain) => octetsOfReleases(database.em(), domain),
    hasOthers: (domain) => policies.hasOthers(domain),
  });
  const records = new DeploymentRecords({ database, box, ...memory, clock, owner: replica.id });
  const reconciler = new Reconciler({ records, hosts, timer, log, replica });
  const owners = createOwners({ database, clock, timer, registry: memory.registry });
  const hostNames = new HostNames(database);
  const deployments = new Deployments({ records, reconciler, owners, hostNames });
  const maintenance = new MaintenanceDirectory(database, clock);
  const history = new DeploymentHistory(database, box);
  const watching = {
    ...{ ...memory, history, hosts, policies, domains },
    ...{ locks, clock, timer, report },
  };
  const secrets = new AccountSecrets({ database, box, clock });
  const images = new ImageStore(spool, imageLimit);
  const sources = createSources(deps, { images, kept, ...memory });
  const { releases } = memory;
  const sourced = new SourcedImages({ releases, kept, sources, accounts: domains });
  const updateLooks = new UpdateLooks({
    ...{ database, ...memory, sourced, sources, clock, accounts: domains },
  });
  const looks = new HostLooks({ timer });
  const news = new HostNews(clock);
  const rollouts = new Rollouts({
    news,
    ...{ ...memory, locks, pending, history, secrets, images, kept, sources },
    ...{ sourced, clock, timer, deployments },
    ...{
      box,
      hosts,
      hostNames,
      policies,
      drafts: records,
      records: owners.rollouts,
      reconciler,
      log,
    },
    ...{ deploymentLocks: owners.locks, maintenance, looks, places: shared.places },
    actors,
    runCheck: (check, context) => checks.run(check, context),
    isPaused,
    now: monotonicClock,
  });
  const imageFetches = new ImageFetches({ images, kept, timer, log });
  const latestUsage = new LatestUsage();
  const yields = new Yields(database, clock);
  const unikernels = {
    yields,
    ...{ ...shared, hosts, accounts: domains, ...memory },
    ...{
      hostNames,
      deployments,
      pending,
      secrets,
      kept,
      timer,
      history,
      images,
      sources,
      rollouts,
      imageFetches,
    },
    ...{ sourced, catalog: sources, updateLooks, maintenance, latest: latestUsage },
    deploymentLocks: owners.locks,
  };
  const isPausedOn = maintenance.orUnderWay(isPaused);
  const keeper = new Keeper({
    ...{ ...unikernels, isPaused: isPausedOn, report },
    keeping: new KeepingRecords(database, memory.registry),
    record: noteKeeping(audit),
  });
  const collector = new Collector({
    yields,
    ...{ registry: memory.registry, policies, latest: latestUsage, usage, clock, timer, report },
  });
  const healthWatch = new HealthWatch({
    ...{ records: memory.health, registry: memory.registry, history, accounts: domains },
    ...{ checks: createChecks(deps), clock, timer, random: Math.random, report },
    isPaused: isPausedOn,
  });
  const observer = new Observer({
    ...watching,
    looks,
    news,
    keptConsoles,
    keeper,
    isQuiet: maintenance.orUnderWay(async () => false),
    followers: [
      ...[watched, ...followers, healthWatch, collector],
      new LogFollower({
        ...{ registry: memory.registry, policies, yields, news, clock, timer, report },
      }),
      new RememberLearned({ database, timer }),
      new TellHealth({ database, clock, timer, maintenance }),
      new TellNearlyUsed({ database, policies, clock, timer }),
      new GivePending({ database, templates, clock, timer, isPaused: isPausedOn }),
      new RecordAccountUsage({
        ...{ database, registry: memory.registry, accounts: domains },
        ...{ latest: latestUsage, clock, timer },
      }),
    ],
  });
  const { registry } = memory;
  const updateWatch = new UpdateWatch({
    ...{ looks: updateLooks, sources, registry, locks, clock, timer, isPaused, report },
  });
  return {
    ...{
      spool,
      pending,
      reconciler,
      observer,
      latestUsage,
      collector,
      updateWatch,
      secrets,
      places: shared.places,
    },
    volumes: {
      ...{ ...shared, ...uploads, hosts, hostNames, accounts: domains, pending },
      protection: new VolumeProtection(database),
    },
    unikernels,
    records,
    async finish() {
      looks.close();
      await Promise.all([
        deployments.idle(),
        rollouts.close(),
        imageFetches.close(),
        pending.close(),
        reconciler.close(),
        observer.close(),
        keeper.close(),
        updateWatch.close(),
      ]);
    },
  };
}

/** Has the audit say what was done to keep unikernels running. */
const noteKeeping =
  (audit: AuditLog) =>
  async ({ account, unikernel: { host, name }, outcome, requestId }: KeeperEvent) => {
    const object = `hosts/${host}/unikernels/${name}`;
    await audit.note({ account, action: 'keepRunning', object, outcome, requestId });
  };
