import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import { ServerWorld } from '../../server/support/server-world.ts';
import type { Told } from '../../support/request.ts';
import { Cluster } from '../../support/shared/cluster.ts';
import {
  type Absence,
  absencesOfPostgres,
  absencesOfSqlite,
  mountSmall,
  unmount,
} from './absences.ts';
import { aftermath, askAs } from './aftermath.ts';
import { type Failure, failures } from './failures.ts';
import type { Flow } from './flow.ts';
import { flows } from './flows.ts';
import { MutableRelay } from './mutable-relay.ts';
import { OffClock } from './off-clock.ts';

/** As many as all of the table needs. */
const hourlyLimit = 100_000;

export const databases = ['sqlite', 'postgresql'] as const;
export type DatabaseKind = (typeof databases)[number];

/** A server with a database that can be taken away. */
export class FaultTable implements AsyncDisposable {
  readonly #world: ServerWorld;
  readonly #absences: readonly Absence[];
  readonly #clock: OffClock;
  readonly #other: Emulator;
  readonly #open: AsyncDisposableStack;
  #count = 0;

  private constructor(opened: Opened, other: Emulator, open: AsyncDisposableStack) {
    this.#other = other;
    this.#world = opened.world;
    this.#absences = opened.absences;
    this.#clock = opened.clock;
    this.#open = open;
  }

  static async open(kind: DatabaseKind): Promise<FaultTable> {
    await using opening = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-clock-'));
    opening.defer(() => rm(folder, { recursive: true, force: true }));
    const clock = new OffClock(folder);
    const opened = await (kind === 'sqlite' ? onSqlite : onPostgres)(opening, clock);
    const other = await startEmulator({ folder: join(folder, 'two') });
    opening.defer(() => other.close());
    await opened.world.administrator.addHost(opened.world.url, 'two', other);
    return new FaultTable(opened, other, opening.move());
  }

  /** Tries each flow with each failure; tells of each, and gives what was not as promised. */
  async tryAll(tell: (line: string) => void, chosen: Choice = {}): Promise<string[]> {
    const all: string[] = [];
    for (const flow of flows.filter(({ name }) => chosen.flows?.includes(name) ?? true)) {
      for (const failure of failures.filter((each) => chosen.failure?.(each) ?? true)) {
        for (const absence of this.#absencesFor(failure)) {
          const what = `${flow.name}, ${failure.name} (${absence.what})`;
          if (!what.includes(chosen.only ?? '')) continue;
          const began = performance.now();
          const { status, faults } = await this.#try(flow, failure, absence).catch(
            (error: unknown): Outcome => ({ status: null, faults: [`${error}`] }),
          );
          const took = Math.round(performance.now() - began);
          const answered = status === null ? 'no answer' : `answered ${status}`;
          const reached = (absence.isReached?.() ?? true) ? '' : ' (not reached)';
          tell(`${what}${reached}: ${answered}, ${faults.join('; ') || 'as promised'}, ${took} ms`);
          all.push(...faults.map((fault) => `${what}: ${fault}`));
        }
      }
    }
    return all;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#open.disposeAsync();
  }

  #absencesFor({ takes }: Failure): readonly Absence[] {
    return takes
      ? this.#absences.filter(({ kind }) => kinds[takes].includes(kind))
      : this.#absences.slice(0, 1);
  }

  async #try(flow: Flow, failure: Failure, database: Absence): Promise<Outcome> {
    const world = this.#world;
    if (failure.takes) await database.prepare?.(world);
    this.#count += 1;
    const thing = `thing-${this.#count}`;
    const asked = await flow.prepare(world, thing, this.#other);
    const key = randomUUID();
    let told: Told | null = null;
    const send = async () => {
      told = await askAs(world, asked, key);
    };
    await failure.happen({ world, flow, database, clock: this.#clock, send });
    const faults = await aftermath(world, asked, told, key);
    await clean(world, thing, flow);
    return { status: statusOf(told), faults };
  }
}

const kinds: Readonly<Record<NonNullable<Failure['takes']>, readonly Absence['kind'][]>> = {
  'each absence': ['away', 'full'],
  'full disks': ['full'],
  'lost answers': ['mute'],
};

/** What came of a try. */
interface Outcome {
  /** Of the answer to whoever asked while things went wrong; null: none came. */
  readonly status: number | null;
  readonly faults: readonly string[];
}

const statusOf = (told: Told | null) => told?.status ?? null;

/** Which part of the table; all of it where nothing is said. */
export interface Choice {
  readonly flows?: readonly string[];
  readonly failure?: (failure: Failure) => boolean;
  /** What is in the line of each. */
  readonly only?: string;
}

/** So that the account's policy has room for the next. */
async function clean(world: ServerWorld, thing: string, { name }: Flow): Promise<void> {
  await world.ask(`/hosts/one/unikernels/${thing}`, { method: 'DELETE' });
  if (name.startsWith('move')) {
    await world.ask(`/hosts/two/unikernels/${thing}`, { method: 'DELETE' });
  }
  await world.ask(`/hosts/one/volumes/${thing}`, { method: 'DELETE' });
  // What a session may change in an hour is bounded.
  if (!name.startsWith('host')) return;
  await world.administrator.ask(world.url, `/hosts/${thing}`, { method: 'DELETE' });
}

interface Opened {
  readonly world: ServerWorld;
  readonly absences: readonly Absence[];
  readonly clock: OffClock;
}

/** The data folder is a small file system of its own, which can be filled. */
async function onSqlite(open: AsyncDisposableStack, clock: OffClock): Promise<Opened> {
  const world = await ServerWorld.open({ environment: clock.environment, hourlyLimit });
  open.defer(() => world.close());
  const folder = join(world.folder, 'data');
  await world.server.terminate();
  await mountSmall(folder);
  world.defer(() => unmount(folder));
  await world.start();
  // The folder is a copy of what it was, so that everything automatic waits for an administrator.
  const resume = { json: { paused: false } };
  await world.administrator.expect(200, world.url, '/automation', resume);
  return { world, absences: absencesOfSqlite(folder), clock };
}

async function onPostgres(open: AsyncDisposableStack, clock: OffClock): Promise<Opened> {
  const cluster = await Cluster.start();
  open.defer(() => cluster.stop());
  const url = await cluster.createDatabase();
  const relay = open.use(await MutableRelay.open(url));
  const environment = {
    ...clock.environment,
    FULMAR_DATABASE_URL: relay.url,
    FULMAR_SECRET_KEY: randomBytes(32).toString('base64'),
  };
  const world = await ServerWorld.open({ environment, hourlyLimit });
  open.defer(() => world.close());
  const database = await openDatabase({ url });
  open.defer(() => database.close());
  return { world, absences: await absencesOfPostgres(cluster, database, relay), clock };
}
