import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { type Label, parseLabel } from '../../src/albatross/names.ts';
import { type Clock, monotonicClock } from '../../src/base/clock.ts';
import { Problem } from '../../src/base/errors.ts';
import { createLogger } from '../../src/base/log.ts';
import { systemTimer, type Timer } from '../../src/base/timer.ts';
import type { Database } from '../../src/database/database.ts';
import { LocalLocks } from '../../src/database/locks/local-locks.ts';
import type { Locks } from '../../src/database/locks/locks.ts';
import { createSecretBox } from '../../src/database/secret-box.ts';
import type { Emulator } from '../../src/emulator/emulator.ts';
import type { ConnectedHost } from '../../src/host-client/connected-host.ts';
import { MaintenanceDirectory } from '../../src/host-client/maintenance.ts';
import { Domains } from '../../src/identity/accounts/domains.ts';
import { createDownload } from '../../src/outgoing/download.ts';
import { Places } from '../../src/places/places.ts';
import { AccountSecrets } from '../../src/secrets/secrets.ts';
import { createConsolePlaces } from '../../src/server/console-places.ts';
import { createUsage } from '../../src/server/create-usage.ts';
import { metricsRoutes, unikernelRoutes } from '../../src/server/routes.ts';
import { createStatsPlaces } from '../../src/server/stats-places.ts';
import { Sources } from '../../src/sources/sources.ts';
import { ImageStore } from '../../src/storage/image-store.ts';
import { FolderPlace } from '../../src/storage/kept-images/folder-place.ts';
import { KeptImages } from '../../src/storage/kept-images/kept-images.ts';
import { Spool } from '../../src/storage/spool.ts';
import { ConsoleStore } from '../../src/unikernels/consoles/store/console-store.ts';
import { DeploymentHistory } from '../../src/unikernels/deployment-history.ts';
import { DeploymentRecords } from '../../src/unikernels/deployment-records.ts';
import { Deployments } from '../../src/unikernels/deployments.ts';
import type { Deps } from '../../src/unikernels/deps.ts';
import { unikernelHandlers } from '../../src/unikernels/handlers.ts';
import { HealthWatch } from '../../src/unikernels/health/health-watch.ts';
import { ImageFetches } from '../../src/unikernels/image-fetches.ts';
import { Keeper, type KeeperEvent } from '../../src/unikernels/keeper/keeper.ts';
import { KeepingRecords } from '../../src/unikernels/keeper/keeping-records.ts';
import { HostNews } from '../../src/unikernels/log/host-news.ts';
import { LogFollower } from '../../src/unikernels/log/log-follower.ts';
import { Collector } from '../../src/unikernels/metrics/collector/collector.ts';
import { metricsHandlers } from '../../src/unikernels/metrics/handlers.ts';
import type { UsageHistory } from '../../src/unikernels/metrics/history/usage-history.ts';
import { LatestUsage } from '../../src/unikernels/metrics/latest-usage.ts';
import { HostLooks } from '../../src/unikernels/observer/host-looks.ts';
import { Observer } from '../../src/unikernels/observer/observer.ts';
import { type ImageSources, SourcedImages } from '../../src/unikernels/origins/sourced-images.ts';
import { Reconciler } from '../../src/unikernels/reconciler.ts';
import { createRegistry } from '../../src/unikernels/registry/create-registry.ts';
import type { Registry } from '../../src/unikernels/registry/registry.ts';
import { createOwners } from '../../src/unikernels/rollouts/create-owners.ts';
import { Rollouts } from '../../src/unikernels/rollouts/rollouts.ts';
import { sweepImages } from '../../src/unikernels/sweep-images.ts';
import { UpdateLooks } from '../../src/unikernels/updates/update-looks.ts';
import { UpdateWatch } from '../../src/unikernels/updates/update-watch.ts';
import { Yields } from '../../src/unikernels/yields/yields.ts';
import { connectEmulator } from '../support/connect-emulator.ts';
import { listening } from '../support/listening.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { actorOf, mebibyte, policiesOf, unknownHost, type WorldOptions } from './world-options.ts';

/** A server that runs over emulated hosts. */
export interface UnikernelServer {
  readonly app: TestApp;
  readonly hosts: ReadonlyMap<string, ConnectedHost>;
  readonly deployments: Deployments;
  readonly reconciler: Reconciler;
  readonly locks: Locks;
  readonly observer: Observer;
  readonly keeper: Keeper;
  readonly rollouts: Rollouts;
  readonly imageFetches: ImageFetches;
  readonly registry: Registry;
  readonly collector: Collector;
  readonly latestUsage: LatestUsage;
  readonly usage: UsageHistory;
  /** Not started: tests have it look. */
  readonly updateWatch: UpdateWatch;
  /** Removes the images that nothing needs. */
  readonly sweepImages: () => Promise<void>;
  /** What the volume still waits for. */
  readonly awaited: Set<string>;
  readonly spool: Pick<Spool, 'taken'>;
}

/** Two seconds are ten milliseconds, so that no test waits for a host to have had its time. */
const defaultHurry = 200;

/** What a server is started with. */
export interface UnikernelServerDeps {
  readonly folder: string;
  readonly emulators: ReadonlyMap<string, Emulator>;
  readonly database: Database;
  readonly options: WorldOptions;
  /** What seals secrets and configurations. */
  readonly key: Buffer;
  readonly clock: Clock;
  /** Gets what the server was told to do by itself, or gave up. */
  readonly events: KeeperEvent[];
  /** Whether nothing is done that nobody asked for. */
  readonly isPaused: () => boolean;
  /** Whether the database is not to be used: failures are no surprise then. */
  readonly isLost: () => boolean;
}

/** Starts a server over what an earlier run left in the database. */
export async function startUnikernelServer(parts: UnikernelServerDeps): Promise<UnikernelServer> {
  const { folder, emulators, database, options, key, clock, isPaused, isLost } = parts;
  const { hurry = defaultHurry } = options;
  const hurried: Timer = (milliseconds, action) => systemTimer(milliseconds / hurry, action);
  const log = createLogger('silent', new PassThrough().resume());
  const spool = await Spool.open(join(folder, 'spool'), {
    limit: 64 * mebibyte,
    share: 64 * mebibyte,
  });
  const report = (error: unknown) => {
    if (options.report) options.report(error);
    else if (!isLost()) throw error;
  };
  const yields = new Yields(database, clock);
  const statsPlaces = createStatsPlaces({ yields, report });
  const consolePlaces = createConsolePlaces({ yields, report });
  const { hostTimer: timer = systemTimer, hostLimits: limits = {} } = options;
  const hosts = new Map<string, ConnectedHost>();
  for (const [name, emulator] of emulators) {
    hosts.set(
      name,
      connectEmulator(emulator, name, { log, clock, statsPlaces, consolePlaces, timer, limits }),
    );
  }
  const policies = policiesOf(options, hosts);
  const directory = {
    get: (name: Label) => hosts.get(name) ?? unknownHost(name),
    all: () => [...hosts.values()],
  };
  const box = createSecretBox([key]);
  const domains = new Domains(database);
  const memory = createRegistry({
    ...{ database, box, clock },
    imagesShare: options.imagesShare ?? 1024 * mebibyte,
    maxReleases: options.maxReleases ?? 5,
  });
  const records = new DeploymentRecords({ database, box, ...memory, clock });
  const reconciler = new Reconciler({ records, hosts: directory, timer: hurried, log });
  const owners = createOwners({
    ...{ database, clock, timer: systemTimer },
    registry: memory.registry,
  });
  const hostNames = { expectSame: async () => {}, isSame: () => ({ sql: '1 = 1', values: [] }) };
  const deployments = new Deployments({ records, reconciler, owners, hostNames });
  const locks = new LocalLocks(systemTimer);
  const awaited = new Set<string>();
  const place = await FolderPlace.open(join(folder, 'images'));
  const keptDeps = { place, database, locks, clock, limit: 1024 * mebibyte };
  const kept = new KeptImages(keptDeps);
  const signingKeyOf = async () => null;
  const accounts = {
    signingKeyOf,
    ofAccounts: async () => new Set(Object.keys(options.actors).map(parseLabel)),
  };
  const history = new DeploymentHistory(database, box);
  const secrets = new AccountSecrets({ database, box, clock });
  const images = new ImageStore(spool, options.imageLimit ?? 4 * mebibyte);
  const fromHere = new Sources({
    download: createDownload({ plainLoopback: true }),
    ...{ images, kept, clock, builder: null },
    ...{ credentialFor: async () => null, plainLoopback: true },
    isOwn: (account, image) => memory.releases.hasImage(account, image),
    imageFrom: (account, pinned) => memory.releases.imageFrom(account, pinned),
    ...options.services,
  });
  const sources: ImageSources = options.sources?.(images) ?? fromHere;
  const active = {
    signingKeyOf,
    activeOf: async (name: Label) => options.actors[name]?.account ?? null,
  };
  const { releases, registry } = memory;
  const sourced = new SourcedImages({ releases, kept, sources, accounts: active });
  const updateLooks = new UpdateLooks({
    ...{ database, ...memory, sourced, sources, clock, accounts: active },
  });
  const pending = {
    expectNone: async ({ volume }: { readonly volume: string }) => {
      if (awaited.has(volume)) throw new Problem('volume-busy', 'It is not whole yet.');
    },
  };
  const places = new Places({ hosts: directory, policies, domains });
  const maintenance = new MaintenanceDirectory(database, clock);
  const looks = new HostLooks({ timer: hurried, perSecond: 1_000 });
  const runCheck = options.runCheck ?? (async () => ({ ok: true, detail: 'fine', tookMs: 0 }));
  const news = new HostNews(clock);
  const rollouts = new Rollouts({
    news,
    ...{ ...memory, locks, pending, history, secrets, images, kept, sources, sourced, clock },
    ...{ box, hosts: directory, hostNames, policies, log, reconciler },
    ...{ drafts: records, records: owners.rollouts, timer: hurried },
    ...{ deploymentLocks: owners.locks, maintenance, looks, places, deployments },
    actors: { of: async ({ id }) => actorOf(options, id) },
    runCheck,
    isPaused: async () => isPaused(),
    waits: { timer: systemTimer, now: monotonicClock },
    // Its seconds are as short as those of its timer.
    now: () => performance.now() * hurry,
  });
  const imageFetches = new ImageFetches({ images, kept, timer: hurried, log });
  const latestUsage = new LatestUsage();
  const deps: Deps = {
    rollouts,
    imageFetches,
    deploymentLocks: owners.locks,
    places,
    hosts: directory,
    hostNames,
    locks,
    pending,
    ...memory,
    kept,
    accounts,
    ...{ history, deployments, secrets, images, sources },
    yields,
    ...{ sourced, catalog: fromHere, updateLooks, maintenance, latest: latestUsage },
    clock,
    timer: systemTimer,
    listTimeout: options.listTimeout ?? 10_000,
  };
  await reconciler.begin();
  const keeper = new Keeper({
    ...deps,
    accounts: active,
    keeping: new KeepingRecords(database, memory.registry),
    isPaused: async () => isPaused(),
    record: async (event) => void parts.events.push(event),
    report,
  });
  const usage = createUsage({ folder, database, clock, report });
  const logs = new LogFollower({
    ...{ registry, policies, yields, news, clock, timer: hurried, report },
  });
  const collector = new Collector({
    yields,
    ...{ registry, policies, latest: latestUsage, usage, clock, timer: hurried, report },
  });
  const healthWatch = new HealthWatch({
    ...{ records: memory.health, registry, history, checks: { run: runCheck }, clock, report },
    ...{ timer: hurried, random: () => 0, isPaused: async () => isPaused() },
    accounts: { ofActive: accounts.ofAccounts },
  });
  const observer = new Observer({
    ...{
      ...memory,
      history: new DeploymentHistory(database, box),
      hosts: directory,
      locks,
      clock,
      timer: hurried,
      waits: { timer: systemTimer },
    },
    domains: accounts,
    policies,
    ...{ keeper, looks, news, report },
    keptConsoles: new ConsoleStore({ database, place: null, clock }),
    followers: options.collected ? [healthWatch, collector, logs] : [healthWatch],
  });
  if (options.observed) observer.start();
  const updateWatch = new UpdateWatch({
    ...{ looks: updateLooks, sources, registry, locks, report, clock, timer: hurried },
    isPaused: async () => isPaused(),
  });
  const app = await startTestApp({
    serve: listening,
    routes: [
      ...unikernelRoutes(unikernelHandlers(deps)),
      ...metricsRoutes(metricsHandlers({ ...deps, usage, collector })),
      ...(options.routes?.(deps) ?? []),
    ],
    actors: options.actors,
    ...(options.url && { url: options.url }),
  });
  return {
    ...{ app, hosts, deployments, reconciler, observer, keeper, locks, awaited, rollouts },
    imageFetches,
    ...{ registry, updateWatch, collector, latestUsage, usage, spool },
    sweepImages: () => sweepImages(deps),
  };
}
