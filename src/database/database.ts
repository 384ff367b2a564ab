import type { EntityManager } from '@mikro-orm/sqlite';
import { MikroORM } from '@mikro-orm/sqlite';
import { ormOptions } from './orm-options.ts';

export type { EntityManager } from '@mikro-orm/sqlite';

/** Where the data is: a file, or nowhere but in this process (for tests). */
export type DatabaseLocation = { readonly file: string } | { readonly memory: true };

/** The one database of a server. Whoever opens it closes it. */
export interface Database {
  /** What migrations and the schema generator need; services use `em` and `transaction`. */
  readonly orm: MikroORM;

  /** A context of its own for one request or one piece of work. */
  em(signal?: AbortSignal): EntityManager;

  /**
   * Runs `work` in one transaction, rolled back when it throws. SQLite has a single connection:
   * inside use only the `em` that is handed out, and never wait for anything but the database.
   */
  transaction<T>(work: (em: EntityManager) => Promise<T>): Promise<T>;

  close(): Promise<void>;
}

/** Opens the database, creating its file where there is none. Its tables are `migrate`'s matter. */
export async function openDatabase(location: DatabaseLocation): Promise<Database> {
  const inFile = 'file' in location;
  const orm = await MikroORM.init({
    ...ormOptions,
    dbName: inFile ? location.file : ':memory:',
  });
  if (inFile) await prepareFile(orm, location.file);
  orm.em.getEventManager().registerSubscriber({
    beforeTransactionRollback: () => beginAnew(orm),
  });
  const em = (signal?: AbortSignal) => orm.em.fork(signal ? { signal } : {});
  return {
    orm,
    em,
    transaction: (work) => em().transactional(work),
    close: () => orm.close(true),
  };
}

/** As much of the driver's connection as is needed here; its package has no types. */
interface NativeConnection {
  readonly inTransaction: boolean;
  exec(sql: string): unknown;
}

/**
 * SQLite ends a transaction by itself where the disk is full. To roll it back would fail then, and
 * the one connection would not be given back: everybody would wait for it for ever.
 */
async function beginAnew(orm: MikroORM): Promise<void> {
  const native: NativeConnection = await orm.em.getConnection().getNativeClient();
  if (!native.inTransaction) native.exec('begin');
}

/** A database that cannot be used; the message says why, for whoever starts the server. */
export class DatabaseUnusableError extends Error {
  override readonly name = 'DatabaseUnusableError';
}

/** What is committed outlives a crash, and no other process opens the file until this one ends. */
async function prepareFile(orm: MikroORM, file: string): Promise<void> {
  try {
    await orm.em.execute('pragma locking_mode = EXCLUSIVE');
    await orm.em.execute('pragma journal_mode = WAL');
    await orm.em.execute('pragma synchronous = FULL');
  } catch (cause) {
    await orm.close(true);
    throw new DatabaseUnusableError(describeFailure(file, cause), { cause });
  }
}

/** Two servers on one database would undo each other's work, so the file is locked. */
function describeFailure(file: string, cause: unknown): string {
  const words = cause instanceof Error ? cause.message : String(cause);
  if (/database is locked/.test(words)) {
    return `The database ${file} is in use by another process. Is a server running already?`;
  }
  return `The database ${file} cannot be opened: ${words}.`;
}
