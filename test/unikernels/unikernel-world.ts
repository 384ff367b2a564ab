import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseName } from '../../src/albatross/names.ts';
import type { Clock } from '../../src/base/clock.ts';
import type { Database } from '../../src/database/database.ts';
import { DatabaseUnreachableError } from '../../src/database/errors.ts';
import { insertRow } from '../../src/database/rows/insert-row.ts';
import { createSecretBox } from '../../src/database/secret-box.ts';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { AccountSecret } from '../../src/secrets/entity.ts';
import { sealValue } from '../../src/secrets/sealing.ts';
import { Deployment } from '../../src/unikernels/entity.ts';
import type { KeeperEvent } from '../../src/unikernels/keeper/keeper.ts';
import { openTables } from '../support/open-tables.ts';
import { ask, type Told } from '../support/request.ts';
import { startUnikernelServer, type UnikernelServer } from './unikernel-server.ts';
import type { WorldOptions } from './world-options.ts';

export { mebibyte, policy } from './world-options.ts';

interface Running extends UnikernelServer {
  /** Aborted by a kill: from then on nothing is read or written. */
  readonly killed: AbortController;
}

interface WorldTime {
  readonly clock: Clock;
  /** That were let pass. */
  readonly passed: { milliseconds: number };
}

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
    const { hostsAhead = 0 } = options;
    const hostClock: Clock = () => new Date(clock().getTime() + hostsAhead);
    const emulators = new Map<string, Emulator>();
    for (const name of options.hosts ?? ['one']) {
      const { statsInterval = 10_000, series = '2.7', exitDelay = 50 } = options;
      emulators.set(
        name,
        await startEmulator({
          folder: join(folder, name),
          statsInterval,
          series,
          exitDelay,
          clock: hostClock,
        }),
      );
    }
    const { databaseUrl: url = null } = options;
    const database = await openTables(url === null ? { memory: true } : { url });
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
    const killed = new AbortController();
    const whileThere = () => {
      killed.signal.throwIfAborted();
      if (this.#isDatabaseAway) throw new DatabaseUnreachableError('The database is away.');
    };
    const database: Database = {
      ...this.database,
      em: (signal) => {
        whileThere();
        return this.database.em(signal);
      },
      transaction: whileIn(this.database.transaction, whileThere),
      longTransaction: whileIn(this.database.longTransaction, whileThere),
    };
    const server = await startUnikernelServer({
      ...{ folder: this.folder, emulators: this.emulators, database, options: this.#options },
      ...{ key: this.#key, clock: this.clock, events: this.kept },
      isPaused: () => this.isPaused,
      isLost: () => killed.signal.aborted || this.#isDatabaseAway,
    });
    this.#running = { ...server, killed };
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
    const { app, killed, hosts, reconciler, observer, keeper, rollouts, usage, imageFetches } =
      this.running;
    this.#running = null;
    killed.abort();
    for (const host of hosts.values()) host.close();
    await reconciler.close();
    await rollouts.close();
    await imageFetches.close();
    await observer.close();
    await keeper.close();
    await usage.close();
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

  /** Saves a secret of alice's, past the server. */
  async saveSecret(name: string, value: string): Promise<void> {
    const id = randomUUID();
    const sealedValue = sealValue(createSecretBox([this.#key]), id, value);
    const times = { createdAt: this.clock(), changedAt: this.clock() };
    await insertRow(this.database.em(), AccountSecret, {
      ...{ id, domain: 'alice', name, sealedValue },
      ...times,
    });
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
    await until(() => this.running.spool.taken > 0);
  }

  async untilNothingIsSpooled(): Promise<void> {
    await until(async () => this.running.spool.taken === 0 && (await this.spooled()).length === 0);
  }
}

/** What a transaction has begun is not committed where the database is not there any more by its end. */
const whileIn =
  (transact: Database['transaction'], whileThere: () => void): Database['transaction'] =>
  async (work) => {
    whileThere();
    return await transact(async (em) => {
      const result = await work(em);
      whileThere();
      return result;
    });
  };

/** Waits for what announces itself by no event. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await setTimeout(2);
}
