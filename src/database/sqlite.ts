import { chmod, open } from 'node:fs/promises';
import type { MikroORM } from '@mikro-orm/sql';
import { DiskWait, Journal } from './disk-wait.ts';
import { DatabaseDamagedError, DatabaseUnusableError } from './errors.ts';
import { keepCompiled } from './keep-compiled.ts';
import { type Entities, sqliteOptions } from './orm-options.ts';
import { waitForDisk } from './wait-for-disk.ts';

/** Where SQLite keeps its data, and whether that outlives a crash of the machine; default: it does. */
interface SqliteFile {
  readonly file: string;
  readonly durable?: boolean;
}

export interface OpenSqlite {
  readonly orm: MikroORM;
  /** Aborts when the disk did not take what was committed. */
  readonly broken: AbortSignal;
  close(): Promise<void>;
}

/** Opens a SQLite file, or a database in memory where that is null. Rejects with `DatabaseUnusableError`. */
export async function openSqlite(at: SqliteFile | null, entities: Entities): Promise<OpenSqlite> {
  if (at) await keepPrivate(at.file);
  const driver = await import('@mikro-orm/sqlite');
  const orm = await driver.MikroORM.init({
    ...sqliteOptions(entities),
    dbName: at?.file ?? ':memory:',
  });
  if (at) await prepareFile(orm, at);
  keepCompiled(await orm.em.getConnection().getNativeClient());
  orm.em.getEventManager().registerSubscriber({
    beforeTransactionRollback: () => beginAnew(orm.em.getConnection()),
  });
  if (!at || at.durable === false) return { orm, broken: never, close: () => orm.close(true) };
  const journal = new Journal(at.file);
  const disk = new DiskWait(() => journal.sync());
  waitForDisk(orm.em.getConnection(), disk);
  const close = async () => {
    await disk.settled().catch(() => {}); // whoever has written it has been told
    await journal[Symbol.asyncDispose]();
    await orm.close(true);
  };
  return { orm, broken: disk.failed, close };
}

const { signal: never } = new AbortController();

/** As much of the driver's connection as is needed here; its package has no types. */
interface NativeConnection {
  readonly inTransaction: boolean;
  exec(sql: string): unknown;
}

/**
 * SQLite ends a transaction by itself where the disk is full. To roll it back would fail then, and
 * the one connection would not be given back: everybody would wait for it for ever.
 */
async function beginAnew(connection: {
  getNativeClient(): Promise<NativeConnection>;
}): Promise<void> {
  const native = await connection.getNativeClient();
  if (!native.inTransaction) native.exec('begin');
}

/** Makes it readable by its owner alone, before anything is in it; what is beside it takes after it. */
async function keepPrivate(file: string): Promise<void> {
  try {
    await (await open(file, 'a', 0o600)).close();
    for (const path of [file, `${file}-wal`, `${file}-shm`]) {
      await chmod(path, 0o600).catch(unlessMissing);
    }
  } catch (cause) {
    throw new DatabaseUnusableError(describeFailure(file, cause), { cause });
  }
}

function unlessMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}

/** Octets that the journal keeps of the disk: after a large change it would keep all that this took, for ever. */
const journalKept = 16 * 2 ** 20;

/**
 * What is committed outlives a crash where it is to (`waitForDisk`: SQLite by itself would hold the thread up),
 * and no other process opens the file until this one ends.
 */
async function prepareFile(orm: MikroORM, { file, durable = true }: SqliteFile): Promise<void> {
  try {
    await orm.em.execute('pragma locking_mode = EXCLUSIVE');
    await orm.em.execute('pragma journal_mode = WAL');
    await orm.em.execute(`pragma journal_size_limit = ${journalKept}`);
    await orm.em.execute(`pragma synchronous = ${durable ? 'NORMAL' : 'OFF'}`);
    // The lock is not taken before something is written, or would be.
    for (const sql of ['begin exclusive', 'commit']) await orm.em.execute(sql);
  } catch (cause) {
    await orm.close(true);
    if (damaged.test(wordsOf(cause))) {
      const message = `The database ${file} is damaged: ${wordsOf(cause)}.`;
      throw new DatabaseDamagedError(message, { cause });
    }
    throw new DatabaseUnusableError(describeFailure(file, cause), { cause });
  }
}

/** What SQLite says of `SQLITE_NOTADB` and `SQLITE_CORRUPT`. */
const damaged = /file is not a database|database disk image is malformed/;

const wordsOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));

/** Two servers on one database would undo each other's work, so the file is locked. */
function describeFailure(file: string, cause: unknown): string {
  const words = wordsOf(cause);
  if (/database is locked/.test(words)) {
    return `The database ${file} is in use by another process. Is a server running already?`;
  }
  return `The database ${file} cannot be opened: ${words}.`;
}
