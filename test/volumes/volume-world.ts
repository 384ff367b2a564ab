import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { type Label, parseLabel } from '../../src/albatross/names.ts';
import type { Policy } from '../../src/albatross/policy.ts';
import { systemClock } from '../../src/base/clock.ts';
import { Problem } from '../../src/base/errors.ts';
import { createLogger } from '../../src/base/log.ts';
import { systemTimer } from '../../src/base/timer.ts';
import type { Database } from '../../src/database/database.ts';
import { LocalLocks } from '../../src/database/locks/local-locks.ts';
import type { Locks } from '../../src/database/locks/locks.ts';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import type { ConnectedHost } from '../../src/host-client/connected-host.ts';
import type { Actor } from '../../src/identity/access/actor.ts';
import { Domains } from '../../src/identity/accounts/domains.ts';
import { Places } from '../../src/places/places.ts';
import { volumeRoutes } from '../../src/server/routes.ts';
import { Spool } from '../../src/storage/spool.ts';
import { Upload } from '../../src/volumes/entity.ts';
import { expectFiller } from '../../src/volumes/expect-filler.ts';
import { volumeHandlers } from '../../src/volumes/handlers.ts';
import { PendingUploads } from '../../src/volumes/pending-uploads.ts';
import { UploadRecords } from '../../src/volumes/upload-records.ts';
import { holdVolume, type VolumeKey } from '../../src/volumes/volume-locks.ts';
import { VolumeProtection } from '../../src/volumes/volume-protection.ts';
import { knowActors, tokenActor } from '../support/actors.ts';
import { connectEmulator } from '../support/connect-emulator.ts';
import { listening } from '../support/listening.ts';
import { openTables } from '../support/open-tables.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

export const mebibyte = 1024 * 1024;
const policy: Policy = {
  unikernels: 5,
  cpuids: [0],
  memory: 512,
  block: 512,
  bridges: ['service'],
};

/** Those whose domains are theirs. */
const accounts = new Set([parseLabel('alice'), parseLabel('bob')]);

export interface WorldOptions {
  readonly actors?: Readonly<Record<string, Actor>>;
  /** Octets. */
  readonly spoolLimit?: number;
  /** Octets for one account; default all. */
  readonly spoolShare?: number;
}

/** `leaving`: it is away once it has written something; `blinking`: it does not say so then; `refusing`: writes nothing, once. */
export type DatabaseState = 'there' | 'leaving' | 'blinking' | 'refusing' | 'away';

interface Running {
  readonly app: TestApp;
  readonly host: ConnectedHost;
  readonly pending: PendingUploads;
  readonly locks: Locks;
}

/** A server of volumes over an emulated host named `one`, where everybody has a policy. */
export class VolumeWorld {
  readonly folder: string;
  readonly emulator: Emulator;
  readonly database: Database;
  readonly #options: WorldOptions;
  #running: Running | null = null;
  #log = '';
  #database: DatabaseState = 'there';
  /** Whether nothing goes on by itself, and how often that was asked then. */
  isPaused = false;
  pausedAttempts = 0;
  #delay = 5;
  /** Told each time that an upload asks whether it still may. */
  onConfirm: () => void = () => {};
  /** Who is known from the next start on. */
  actors: Readonly<Record<string, Actor>>;

  private constructor(
    folder: string,
    emulator: Emulator,
    database: Database,
    options: WorldOptions,
  ) {
    this.folder = folder;
    this.emulator = emulator;
    this.database = database;
    this.#options = options;
    this.actors = options.actors ?? { alice: tokenActor(['volumes:write']) };
  }

  static async open(options: WorldOptions = {}): Promise<VolumeWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-volumes-'));
    const emulator = await startEmulator({ folder: join(folder, 'host') });
    const database = await openTables({ memory: true });
    const world = new VolumeWorld(folder, emulator, database, options);
    await world.start();
    return world;
  }

  get url(): string {
    if (!this.#running) throw new Error('the server is not running');
    return this.#running.app.url;
  }

  /** What the server logged, over all its runs. */
  get log(): string {
    return this.#log;
  }

  /** Starts the server over what an earlier run left in the database and in the spool. */
  async start(): Promise<void> {
    const log = createLogger(
      'debug',
      new PassThrough().on('data', (line) => (this.#log += line)),
    );
    const host = connectEmulator(this.emulator, 'one', { log, clock: systemClock });
    const hosts = {
      get: (name: Label) => (name === 'one' ? host : unknownHost(name)),
      all: () => [host],
    };
    const policies = {
      domainOn: async (_host: unknown, label: Label) => ({ label, policy }),
      domainsOf: async (label: Label) => new Map([[host.id, { label, policy }]]),
    };
    const domains = new Domains(this.database);
    const limit = this.#options.spoolLimit ?? 64 * mebibyte;
    const share = this.#options.spoolShare ?? limit;
    const spool = await Spool.open(join(this.folder, 'spool'), { limit, share });
    const whileThere = (): void => {
      if (this.#database === 'away') throw new Error('the database is away');
    };
    const records = new UploadRecords({
      ...this.database,
      em: (signal) => {
        whileThere();
        return this.database.em(signal);
      },
      transaction: async (work) => {
        whileThere();
        const state = this.#database;
        if (state === 'blinking' || state === 'refusing') this.#database = 'there';
        if (state === 'refusing') throw new Error('the database is full');
        const result = await this.database.transaction(work);
        if (state === 'blinking') throw new Error('the answer was lost');
        if (state === 'leaving') this.#database = 'away';
        whileThere();
        return result;
      },
    });
    const locks = new LocalLocks(systemTimer);
    const protection = new VolumeProtection(this.database);
    const shared = { protection, records, spool, locks, log, clock: systemClock };
    const places = new Places({ hosts, policies, domains });
    const { actors } = this;
    const pending = new PendingUploads({
      ...{ ...shared, hosts, policies, delay: () => this.#delay },
      expectAllowed: (credential, record) => {
        const of = async ({ id }: typeof credential) => whoHas(actors, id);
        return expectFiller({ actors: { of }, places }, credential, record);
      },
      isPaused: async () => {
        if (this.isPaused) this.pausedAttempts += 1;
        return this.isPaused;
      },
    });
    await pending.resume();
    const hostNames = { expectSame: async () => {} };
    const everywhere = { hosts, hostNames, accounts: { ofAccounts: async () => accounts } };
    const app = await startTestApp({
      serve: listening,
      routes: volumeRoutes(
        volumeHandlers({ ...shared, ...everywhere, places, pending, listTimeout: 10_000 }),
      ),
      actors,
      deps: {
        authenticate: (request) => {
          if (request.again) this.onConfirm();
          return knowActors(actors)(request);
        },
      },
    });
    this.#running = { app, host, pending, locks };
  }

  /** Ends the server as a kill does: what runs is cut off and nothing is tidied up. */
  async kill(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    running?.host.close();
    await running?.pending.close();
    await running?.app.close();
  }

  /** What uses the records of uploads fails while the database is away. */
  setDatabase(state: DatabaseState): void {
    this.#database = state;
  }

  /** Lets failed attempts wait for so long that the next one never comes by itself. */
  pause(): void {
    this.#delay = 3_600_000;
  }

  /** Ends the server in order: what is being sent may end, the rest is kept. */
  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    this.#delay = 5;
    await running?.pending.close();
    await running?.app.close();
    running?.host.close();
  }

  async close(): Promise<void> {
    await this.kill();
    await this.emulator.close();
    await this.database.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The names of the files in the spool. */
  async spooled(): Promise<string[]> {
    return await readdir(join(this.folder, 'spool'));
  }

  /** What the host holds under a name, as `alice:data`. */
  async contentOf(name: string): Promise<Buffer> {
    return await readFile(join(this.folder, 'host', 'block', name));
  }

  /** Removes what a host holds under a name, as its administrator may. */
  async removeContent(name: string): Promise<void> {
    await rm(join(this.folder, 'host', 'block', name));
  }

  /** Leaves a volume as short as a host does that is killed while it writes, with what it has written. */
  async shorten(name: string, written: Buffer): Promise<void> {
    await writeFile(join(this.folder, 'host', 'block', name), written);
  }

  /** Waits for something in the log. */
  async untilLogged(pattern: RegExp): Promise<void> {
    await until(() => pattern.test(this.log));
  }

  /** How many commands of a type the host has seen. */
  seen(type: string): number {
    return this.emulator.commands.all.filter((command) => command.type === type).length;
  }

  /** Waits until the host has seen a command of a type. */
  async untilSeen(type: string): Promise<void> {
    await until(() => this.seen(type) > 0);
  }

  /** Waits until something has arrived in the spool that is not whole yet. */
  async untilSpooling(): Promise<void> {
    await until(async () => (await this.spooled()).some((name) => name.endsWith('.part')));
  }

  /** Waits until no upload is on its way any more. */
  async untilDelivered(): Promise<void> {
    await until(async () => (await this.database.em().count(Upload)) === 0);
    await until(async () => (await this.spooled()).length === 0);
  }

  /** Waits until nobody holds alice's volume. */
  async untilFree(volume: string): Promise<void> {
    const [host, domain] = [parseLabel('one'), parseLabel('alice')];
    const key = { host, domain, volume: parseLabel(volume) };
    await until(() => isFree(this.#running?.locks, key));
  }
}

async function isFree(locks: Locks | undefined, key: VolumeKey): Promise<boolean> {
  try {
    await using _held = locks && (await holdVolume(locks, key));
    return true;
  } catch {
    return false;
  }
}

/** Waits for what announces itself by no event. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await setTimeout(2);
}

function whoHas(actors: Readonly<Record<string, Actor>>, id: string): Actor {
  const actor = Object.values(actors).find(({ credential }) => credential.id === id);
  if (actor) return actor;
  throw new Problem('credential-invalid', 'There is no such token any more.');
}

function unknownHost(name: Label): never {
  throw new Problem('host-unknown', `There is no host ${name}.`);
}
