import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { type Label, parseLabel, parseName } from '../../src/albatross/names.ts';
import type { Policy } from '../../src/albatross/policy.ts';
import { type Clock, monotonicClock } from '../../src/base/clock.ts';
import { Problem } from '../../src/base/errors.ts';
import { createLogger } from '../../src/base/log.ts';
import { systemTimer, type Timer } from '../../src/base/timer.ts';
import type { Database } from '../../src/database/database.ts';
import { LocalLocks } from '../../src/database/locks/local-locks.ts';
import type { Locks } from '../../src/database/locks/locks.ts';
import { createSecretBox } from '../../src/database/secret-box.ts';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import type { EmulatorOptions } from '../../src/emulator/options.ts';
import type { ConnectedHost } from '../../src/host-client/connected-host.ts';
import { noPolicy } from '../../src/host-client/domains/domain-policies.ts';
import type { Actor } from '../../src/identity/access/actor.ts';
import { Domains } from '../../src/identity/accounts/domains.ts';
import { createDownload } from '../../src/outgoing/download.ts';
import { Places } from '../../src/places/places.ts';
import { AccountSecrets } from '../../src/secrets/secrets.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { unikernelRoutes } from '../../src/server/routes.ts';
import { Sources } from '../../src/sources/sources.ts';
import { ImageStore } from '../../src/storage/image-store.ts';
import { FolderPlace } from '../../src/storage/kept-images/folder-place.ts';
import { KeptImages } from '../../src/storage/kept-images/kept-images.ts';
import { Spool } from '../../src/storage/spool.ts';
import { DeploymentHistory } from '../../src/unikernels/deployment-history.ts';
import { DeploymentRecords } from '../../src/unikernels/deployment-records.ts';
import { Deployments } from '../../src/unikernels/deployments.ts';
import type { Deps } from '../../src/unikernels/deps.ts';
import { Deployment } from '../../src/unikernels/entity.ts';
import { unikernelHandlers } from '../../src/unikernels/handlers.ts';
import { Keeper, type KeeperEvent } from '../../src/unikernels/keeper/keeper.ts';
import { KeepingRecords } from '../../src/unikernels/keeper/keeping-records.ts';
import { Observer } from '../../src/unikernels/observer/observer.ts';
import { SourcedImages } from '../../src/unikernels/origins/sourced-images.ts';
import { Reconciler } from '../../src/unikernels/reconciler.ts';
import { createRegistry } from '../../src/unikernels/registry/create-registry.ts';
import { createOwners } from '../../src/unikernels/rollouts/create-owners.ts';
import { Rollouts } from '../../src/unikernels/rollouts/rollouts.ts';
import type { RunCheck } from '../../src/unikernels/rollouts/watch-rollout.ts';
import { connectEmulator } from '../support/connect-emulator.ts';
import { listening } from '../support/listening.ts';
import { ask, type Told } from '../support/request.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

export const mebibyte = 1024 * 1024;

export const policy: Policy = {
  unikernels: 3,
  cpuids: [0, 1],
  memory: 512,
  block: 64,
  bridges: ['service', 'management'],
};

export interface WorldOptions {
  readonly actors: Readonly<Record<string, Actor>>;
  /** By account name; everybody else has `policy`, and null is none. */
  readonly policies?: Readonly<Record<string, Policy | null>>;
  /** The hosts' names; default `one` alone. */
  readonly hosts?: readonly string[];
  /** Octets. */
  readonly imageLimit?: number;
  /** Octets that the images of an account's releases may take. */
  readonly imagesShare?: number;
  /** Milliseconds that a list waits for a host; by default so many that a slow machine has them. */
  readonly listTimeout?: number;
  /** Whether the hosts are looked at again and again, 200 times as often as by a server. */
  readonly observed?: boolean;
  /** Tries a check; default: each passes. */
  readonly runCheck?: RunCheck;
  /** Of the hosts; default 2.7. */
  readonly series?: EmulatorOptions['series'];
  /** Milliseconds between two samples of a host. */
  readonly statsInterval?: number;
}

interface Running {
  readonly app: TestApp;
  /** Aborted by a kill: from then on nothing is read or written. */
  readonly killed: AbortController;
  readonly hosts: ReadonlyMap<string, ConnectedHost>;
  readonly deployments: Deployments;
  readonly reconciler: Reconciler;
  readonly locks: Locks;
  readonly observer: Observer;
  readonly keeper: Keeper;
  readonly rollouts: Rollouts;
  /** What the volume still waits for. */
  readonly awaited: Set<string>;
}

interface WorldTime {
  readonly clock: Clock;
  /** That were let pass. */
  readonly passed: { milliseconds: number };
}

/** Two seconds are ten milliseconds, so that no test waits for a host to have had its time. */
const hurry = 200;
const hurried: Timer = (milliseconds, action) => systemTimer(milliseconds / hurry, action);

/** A server of unikernels over emulated hosts. */
export class UnikernelWorld {
  readonly folder: string;
  readonly emulators: ReadonlyMap<string, Emulator>;
  readonly database: Database;
  readonly #options: WorldOptions;
  /** What seals secrets and configurations. */
  readonly #key = randomBytes(32);
  #running: Running | null = null;
  #isDatabaseAway = false;
  readonly #time: WorldTime;
  /** What the server was told to do by itself, or gave up. */
  readonly kept: KeeperEvent[] = [];
  /** Whether nothing is done that nobody asked for. */
  isPaused = false;

  private constructor(
    folder: string,
    emulators: ReadonlyMap<string, Emulator>,
    database: Database,
    options: WorldOptions,
    time: WorldTime,
  ) {
    this.#time = time;
    this.folder = folder;
    this.emulators = emulators;
    this.database = database;
    this.#options = options;
  }

  static async open(options: WorldOptions): Promise<UnikernelWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-unikernels-'));
    const passed = { milliseconds: 0 };
    const clock: Clock = () => new Date(Date.now() + passed.milliseconds);
    const emulators = new Map<string, Emulator>();
    for (const name of options.hosts ?? ['one']) {
      const { statsInterval = 10_000, series = '2.7' } = options;
      emulators.set(
        name,
        await startEmulator({ folder: join(folder, name), statsInterval, series, clock }),
      );
    }
    const database = await openDatabase({ memory: true });
    await database.orm.schema.create();
    const world = new UnikernelWorld(folder, emulators, database, options, { clock, passed });
    await world.start();
    return world;
  }

  get running(): Running {
    if (!this.#running) throw new Error('the server is not running');
    return this.#running;
  }

  get emulator(): Emulator {
    return this.emulatorOf('one');
  }

  emulatorOf(name: string): Emulator {
    const emulator = this.emulators.get(name);
    if (!emulator) throw new Error(`there is no emulated host ${name}`);
    return emulator;
  }

  /** Starts the server over what an earlier run left in the database. */
  async start(): Promise<void> {
    const log = createLogger('silent', new PassThrough().resume());
    const killed = new AbortController();
    const database: Database = {
      ...this.database,
      em: (signal) => {
        killed.signal.throwIfAborted();
        if (this.#isDatabaseAway) throw new Error('the database is away');
        return this.database.em(signal);
      },
    };
    const spool = await Spool.open(join(this.folder, 'spool'), {
      limit: 64 * mebibyte,
      share: 64 * mebibyte,
    });
    const hosts = new Map<string, ConnectedHost>();
    for (const [name, emulator] of this.emulators) {
      hosts.set(name, connectEmulator(emulator, name, log, this.clock));
    }
    const directory = {
      get: (name: Label) => hosts.get(name) ?? unknownHost(name),
      all: () => [...hosts.values()],
    };
    const box = createSecretBox([this.#key]);
    const domains = new Domains(database);
    const memory = createRegistry({
      ...{ database, box, clock: this.clock },
      imagesShare: this.#options.imagesShare ?? 1024 * mebibyte,
    });
    const records = new DeploymentRecords({ database, box, ...memory, clock: this.clock });
    const reconciler = new Reconciler({ records, hosts: directory, timer: hurried, log });
    const owners = createOwners({
      ...{ database, clock: this.clock, timer: systemTimer },
      registry: memory.registry,
    });
    const deployments = new Deployments(records, reconciler, owners);
    const locks = new LocalLocks(systemTimer);
    const awaited = new Set<string>();
    const place = await FolderPlace.open(join(this.folder, 'images'));
    const keptDeps = { place, database, locks, clock: this.clock, limit: 1024 * mebibyte };
    const kept = new KeptImages(keptDeps);
    const accounts = {
      ofAccounts: async () => new Set(Object.keys(this.#options.actors).map(parseLabel)),
    };
    const history = new DeploymentHistory(database, box);
    const secrets = new AccountSecrets({ database, box, clock: this.clock });
    const images = new ImageStore(spool, this.#options.imageLimit ?? 4 * mebibyte);
    const sources = new Sources({
      download: createDownload({ plainLoopback: true }),
      ...{ images, kept, clock: this.clock, builder: null },
      secretFor: async () => null,
      isOwn: async () => true,
      plainLoopback: true,
    });
    const pending = {
      expectNone: async ({ volume }: { readonly volume: string }) => {
        if (awaited.has(volume)) throw new Problem('volume-busy', 'It is not whole yet.');
      },
    };
    const rollouts = new Rollouts({
      ...{ ...memory, locks, pending, history, secrets, images, kept, sources, clock: this.clock },
      ...{ box, hosts: directory, policies: this.#policies(hosts), log, reconciler },
      ...{ drafts: records, records: owners.rollouts, timer: hurried },
      ...{ deploymentLocks: owners.locks },
      runCheck: this.#options.runCheck ?? (async () => ({ ok: true, detail: 'fine', tookMs: 0 })),
      isPaused: async () => this.isPaused,
      waits: { timer: systemTimer, now: monotonicClock },
      // Its seconds are as short as those of its timer.
      now: () => performance.now() * hurry,
    });
    const deps: Deps = {
      rollouts,
      deploymentLocks: owners.locks,
      places: new Places({ hosts: directory, policies: this.#policies(hosts), domains }),
      hosts: directory,
      locks,
      pending,
      ...memory,
      kept,
      accounts,
      ...{ history, deployments, secrets, images, sources },
      sourced: new SourcedImages({ releases: memory.releases, kept }),
      clock: this.clock,
      timer: systemTimer,
      listTimeout: this.#options.listTimeout ?? 10_000,
    };
    await reconciler.begin();
    const report = (error: unknown) => {
      if (!killed.signal.aborted && !this.#isDatabaseAway) throw error;
    };
    const keeper = new Keeper({
      ...deps,
      accounts: { activeOf: async (name) => this.#options.actors[name]?.account ?? null },
      keeping: new KeepingRecords(database, memory.registry),
      isPaused: async () => this.isPaused,
      record: async (event) => void this.kept.push(event),
      report,
    });
    const observer = new Observer({
      ...{
        ...memory,
        history: new DeploymentHistory(database, box),
        hosts: directory,
        locks,
        clock: this.clock,
        timer: hurried,
        waits: { timer: systemTimer },
      },
      domains: accounts,
      policies: this.#policies(hosts),
      looksPerSecond: 1_000,
      ...{ keeper, report },
    });
    if (this.#options.observed) observer.start();
    const app = await startTestApp({
      serve: listening,
      routes: unikernelRoutes(unikernelHandlers(deps)),
      actors: this.#options.actors,
    });
    this.#running = {
      ...{
        app,
        killed,
        hosts,
        deployments,
        reconciler,
        observer,
        keeper,
        locks,
        awaited,
        rollouts,
      },
    };
  }

  /** The time of the server and its hosts. */
  get clock(): Clock {
    return this.#time.clock;
  }

  /** Lets so much time pass at once. */
  pass(minutes: number): void {
    this.#time.passed.milliseconds += minutes * 60_000;
  }

  /** Lets each use of the database by the server fail, or no longer. */
  loseDatabase(isAway = true): void {
    this.#isDatabaseAway = isAway;
  }

  /** Ends the server as a kill does: nothing more is written, and what is open is cut off. */
  async kill(): Promise<void> {
    const { app, killed, hosts, reconciler, observer, keeper, rollouts } = this.running;
    this.#running = null;
    killed.abort();
    for (const host of hosts.values()) host.close();
    await reconciler.close();
    await rollouts.close();
    await observer.close();
    await keeper.close();
    await app.close();
  }

  async close(): Promise<void> {
    if (this.#running) await this.kill();
    for (const emulator of this.emulators.values()) await emulator.close();
    await this.database.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Asks the server, by default as alice. */
  ask(path: string, options: Parameters<typeof ask>[2] = {}): Promise<Told> {
    return ask(this.running.app.url, `/api/v1${path}`, { token: 'alice', ...options });
  }

  /** Makes a volume of 1 MiB on the host `one`, by its whole name, past the server. */
  async addVolume(name: string): Promise<void> {
    await this.emulator.host.volumes.add(parseName(name), 1);
  }

  /** All that was recorded, oldest first. */
  async deployments(): Promise<Deployment[]> {
    return await this.database.em().findAll(Deployment, { orderBy: { startedAt: 'asc' } });
  }

  /** The names of the files in the spool. */
  async spooled(): Promise<string[]> {
    return await readdir(join(this.folder, 'spool'));
  }

  /** How many commands of a type a host has seen. */
  seen(type: string, host = 'one'): number {
    return this.emulatorOf(host).commands.all.filter((command) => command.type === type).length;
  }

  /** Waits until the host `one` has seen a command of a type. */
  async untilSeen(type: string): Promise<void> {
    await until(() => this.seen(type) > 0);
  }

  /** Waits until an image is on its way. */
  async untilSpooling(): Promise<void> {
    await until(async () => (await this.spooled()).length > 0);
  }

  async untilNothingIsSpooled(): Promise<void> {
    await until(async () => (await this.spooled()).length === 0);
  }

  #policies(hosts: ReadonlyMap<string, ConnectedHost>) {
    const given = this.#options.policies ?? {};
    const policyOf = (account: Label) => (account in given ? given[account] : policy) ?? null;
    return {
      domainOn: async (host: { readonly name: Label }, account: Label) => {
        const found = policyOf(account);
        if (!found) throw noPolicy(host.name, account);
        return { label: account, policy: found };
      },
      domainsOf: async (label: Label) => {
        const found = policyOf(label);
        if (!found) return new Map();
        return new Map([...hosts.keys()].map((id) => [id, { label, policy: found }] as const));
      },
    };
  }
}

/** Waits for what announces itself by no event. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await setTimeout(2);
}

function unknownHost(name: Label): never {
  throw new Problem('host-unknown', `There is no host ${name}.`);
}
