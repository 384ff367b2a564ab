import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ServerWorld } from '../../server/support/server-world.ts';
import type { Told } from '../../support/request.ts';
import { Cluster } from '../../support/shared/cluster.ts';
import { aftermath, askAs } from './aftermath.ts';
import { type Absence, type Failure, failures } from './failures.ts';
import { type Flow, flows } from './flows.ts';

const run = promisify(execFile);

/** As many as all of the table needs. */
const hourlyLimit = 100_000;

export const databases = ['sqlite', 'postgresql'] as const;
export type DatabaseKind = (typeof databases)[number];

/** A server with a database that can be taken away. */
export class FaultTable implements AsyncDisposable {
  readonly #world: ServerWorld;
  readonly #database: Absence;
  readonly #open: AsyncDisposableStack;
  #count = 0;

  private constructor(world: ServerWorld, database: Absence, open: AsyncDisposableStack) {
    this.#world = world;
    this.#database = database;
    this.#open = open;
  }

  static async open(kind: DatabaseKind): Promise<FaultTable> {
    await using opening = new AsyncDisposableStack();
    const [world, database] = await (kind === 'sqlite' ? onSqlite : onPostgres)(opening);
    return new FaultTable(world, database, opening.move());
  }

  /** Tries each flow with each failure; tells of each, and gives what was not as promised. */
  async tryAll(tell: (line: string) => void, chosen: Choice = {}): Promise<string[]> {
    const all: string[] = [];
    for (const flow of flows.filter(({ name }) => chosen.flows?.includes(name) ?? true)) {
      for (const failure of failures.filter((each) => chosen.failure?.(each) ?? true)) {
        const began = performance.now();
        const faults = await this.#try(flow, failure).catch((error: unknown) => [`${error}`]);
        const what = `${flow.name}, ${failure.name} (${this.#database.what})`;
        tell(
          `${what}: ${faults.join('; ') || 'as promised'}, ${Math.round(performance.now() - began)} ms`,
        );
        all.push(...faults.map((fault) => `${what}: ${fault}`));
      }
    }
    return all;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#open.disposeAsync();
  }

  async #try(flow: Flow, failure: Failure): Promise<string[]> {
    const world = this.#world;
    this.#count += 1;
    const thing = `thing-${this.#count}`;
    const asked = await flow.prepare(world, thing);
    const key = randomUUID();
    let told: Told | null = null;
    const send = async () => {
      told = await askAs(world, asked, key);
    };
    await failure.happen({ world, flow, database: this.#database, send });
    const faults = await aftermath(world, asked, told, key);
    await clean(world, thing);
    return faults;
  }
}

/** Which part of the table; all of it where nothing is said. */
export interface Choice {
  readonly flows?: readonly string[];
  readonly failure?: (failure: Failure) => boolean;
}

/** So that the account's policy has room for the next. */
async function clean(world: ServerWorld, thing: string): Promise<void> {
  await world.ask(`/hosts/one/unikernels/${thing}`, { method: 'DELETE' });
  await world.ask(`/hosts/one/volumes/${thing}`, { method: 'DELETE' });
  await world.administrator.ask(world.url, `/hosts/${thing}`, { method: 'DELETE' });
}

type Opening = Promise<readonly [ServerWorld, Absence]>;

/** The data folder is a small file system of its own, which can be filled. */
async function onSqlite(open: AsyncDisposableStack): Opening {
  const world = await ServerWorld.open({ hourlyLimit });
  open.defer(() => world.close());
  const folder = join(world.folder, 'data');
  await world.server.terminate();
  const copy = join(world.folder, 'copy');
  await run('cp', ['-a', folder, copy]);
  await mkdir(folder, { recursive: true });
  await run('mount', ['-t', 'tmpfs', '-o', 'size=24m,mode=700', 'tmpfs', folder]);
  world.defer(() => run('umount', [folder]));
  await run('cp', ['-a', `${copy}/.`, folder]);
  await world.start();
  const filler = join(folder, 'filler');
  const absence = {
    what: 'SQLite, its disk full',
    begin: () => writeFile(filler, Buffer.alloc(25 * 2 ** 20)).catch(() => {}), // as much as fits
    end: () => rm(filler, { force: true }),
  };
  return [world, absence];
}

async function onPostgres(open: AsyncDisposableStack): Opening {
  const cluster = await Cluster.start();
  open.defer(() => cluster.stop());
  const environment = {
    FULMAR_DATABASE_URL: await cluster.createDatabase(),
    FULMAR_SECRET_KEY: randomBytes(32).toString('base64'),
  };
  const world = await ServerWorld.open({ environment, hourlyLimit });
  open.defer(() => world.close());
  const absence = {
    what: 'PostgreSQL, stopped',
    begin: () => cluster.end('crash'),
    end: () => cluster.startAgain(),
  };
  return [world, absence];
}
