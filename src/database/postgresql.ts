import type { MikroORM } from '@mikro-orm/sql';
import { monotonicClock } from '../base/clock.ts';
import { systemTimer } from '../base/timer.ts';
import { DatabaseUnreachableError } from './errors.ts';
import { type BegunConnection, HeardConnections } from './heard-connections.ts';
import { limitSession, type Patience, restAsLong } from './limit-session.ts';
import { type LendingPool, type LentClient, Loans, maxLoan } from './loans.ts';
import type { LongTransaction } from './long-transaction.ts';
import { type Entities, postgresqlOptions } from './orm-options.ts';
import { PoolWatch } from './pool-watch.ts';
import { SilenceCure } from './silence-cure.ts';

/** What one statement has given. */
export interface QueryResult {
  readonly rows: readonly object[];
}

/** One connection to PostgreSQL, taken out of the pool. */
export interface PoolClient {
  query(text: string, values: readonly unknown[]): Promise<QueryResult>;
  /** One statement or several, which give several results. */
  query(text: string): Promise<QueryResult | QueryResult[]>;
  on(event: 'end' | 'error', listener: (error?: Error) => void): unknown;
  /** Gives it back; closes it where `destroy`. */
  release(destroy?: boolean): void;
}

/** How many connections there are. */
export interface PoolLoad {
  readonly open: number;
  /** Of these, those that nobody uses. */
  readonly idle: number;
  /** How many wait for one. */
  readonly waiting: number;
}

/** The connections of one server. */
export interface Pool {
  readonly load: PoolLoad;
  /** One that may be kept for as long as it is there. */
  connect(): Promise<PoolClient>;
  /** One statement, on any connection. */
  query(statement: unknown): Promise<unknown>;
  /** Has those connections replaced that are silent for as many milliseconds, once the database answers on a new one. */
  replaceSilent(silentFor: number): void;
}

export interface OpenPostgresql {
  readonly orm: MikroORM;
  readonly pool: Pool;
  /** Runs `work` in one transaction that may last longer than others. */
  readonly longTransaction: LongTransaction;
  /** Aborts, with the reason, when no more connections are to be had, though the database answers. */
  readonly broken: AbortSignal;
  close(): Promise<void>;
}

/** As much of `pg`'s pool as is needed here. */
interface NativePool extends LendingPool<PoolClient & LentClient> {
  readonly options: object;
  /** What it makes connections of. */
  Client: new (
    options: object,
  ) => NativeClient;
  query(statement: unknown): Promise<unknown>;
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

interface NativeClient extends BegunConnection {
  connect(): Promise<void>;
  on(event: 'error', listener: () => void): unknown;
  end(): Promise<void>;
}

/** Connections of one server. */
const maxConnections = 10;

/** Milliseconds to wait for a connection. */
const connectTimeout = 10_000;

/** Milliseconds in which a database that is there answers on a connection of its own. */
const answerTimeout = 3_000;

/** Has a connection end that waits for a machine which is gone: after these and ten times 1 s. */
const keepAlive = { keepAlive: true, keepAliveInitialDelayMillis: 1_000 };

/** As long as a connection may be away at most, so that nobody waits for longer than for who went last. */
const patienceOfPostgres: Patience = { transaction: maxLoan, look: 10_000 };

/** Opens a PostgreSQL database by its address. Throws `DatabaseUnreachableError`. */
export async function openPostgresql(
  url: string,
  entities: Entities,
  patience = patienceOfPostgres,
): Promise<OpenPostgresql> {
  const driver = await import('@mikro-orm/postgresql');
  const lending = Promise.withResolvers<Lending>();
  const orm = await driver.MikroORM.init({
    ...postgresqlOptions(entities),
    clientUrl: url,
    pool: { max: maxConnections },
    driverOptions: {
      ...keepAlive,
      connectionTimeoutMillis: connectTimeout,
      onConnect: (client: PoolClient & NativeClient) => begin(client, patience),
      onPoolCreated: (native: NativePool) => lending.resolve(lend(native, patience)),
    },
  });
  try {
    await orm.em.execute('select 1');
  } catch (cause) {
    await orm.close(true);
    const message = `The database of FULMAR_DATABASE_URL cannot be reached: ${reasonOf(cause)}`;
    throw new DatabaseUnreachableError(message, { cause });
  }
  const { pool, loans, watch, cure } = await lending.promise;
  const longTransaction: LongTransaction = (work, { rests } = { rests: false }) =>
    loans.withoutLimit(() =>
      orm.em.fork().transactional(async (em) => {
        if (rests) await em.execute(restAsLong);
        return await work(em);
      }),
    );
  const close = async () => {
    watch[Symbol.dispose]();
    cure[Symbol.dispose]();
    await orm.close(true);
  };
  const { broken } = watch;
  return { orm, pool, broken, longTransaction, close };
}

/** What fails with the connection fails once more where it is used. */
async function begin(client: PoolClient & NativeClient, patience: Patience): Promise<void> {
  using _limit = systemTimer(connectTimeout, () => client.connection.stream.destroy());
  await limitSession(client, patience).catch(() => {});
}

interface Lending {
  readonly pool: Pool;
  readonly loans: Loans<PoolClient & LentClient>;
  readonly watch: PoolWatch;
  readonly cure: SilenceCure;
}

function lend(native: NativePool, { transaction: limit }: Patience): Lending {
  const connections = new HeardConnections(monotonicClock);
  native.Client = class extends native.Client {
    constructor(options: object) {
      super(options);
      connections.add(this);
    }
  };
  const deps = { timer: systemTimer, now: monotonicClock, askDirectly: () => askDirectly(native) };
  const cure = new SilenceCure({ ...deps, connections });
  const loans = new Loans(native, { ...deps, limit });
  const pool: Pool = {
    get load() {
      const { totalCount: open, idleCount: idle, waitingCount: waiting } = native;
      return { open, idle, waiting };
    },
    connect: () => loans.lendForGood(),
    query: (statement) => native.query(statement),
    replaceSilent: (silentFor) => cure.begin(silentFor),
  };
  const watch = new PoolWatch({ ...deps, starvedFor: () => loans.starvedFor() });
  return { pool, loans, watch, cure };
}

/** On a connection that is none of the pool's. */
async function askDirectly({ Client, options }: NativePool): Promise<void> {
  const client = new Client(options);
  client.on('error', () => {}); // what fails rejects
  using _limit = systemTimer(answerTimeout, () => client.connection.stream.destroy());
  await client.connect();
  await client.end();
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
