import type { EntityManager, MikroORM } from '@mikro-orm/sql';
import type { Patience } from './limit-session.ts';
import type { LongTransaction } from './long-transaction.ts';
import type { Entities } from './orm-options.ts';
import { openPostgresql, type Pool } from './postgresql.ts';
import { openSqlite } from './sqlite.ts';

export type { EntityManager } from '@mikro-orm/sql';

/**
 * Where the data is: a SQLite file, a PostgreSQL database that several servers may share
 * (`postgres://…`), or nowhere but in this process (for tests).
 * What is committed to a file outlives the process, and a crash of the machine where `durable` is
 * not false. PostgreSQL's patience with this server is as usual where `patience` does not say otherwise.
 */
export type DatabaseLocation =
  | { readonly file: string; readonly durable?: boolean }
  | { readonly url: string; readonly patience?: Patience }
  | { readonly memory: true };

/** The one database of a server. Whoever opens it closes it. */
export interface Database {
  /** What migrations and the schema generator need; services use `em` and `transaction`. */
  readonly orm: MikroORM;

  /** The connections to PostgreSQL, where other servers may change the data too; else null. */
  readonly pool: Pool | null;

  /** Aborts, with the reason, when only another process can use the database again. */
  readonly broken: AbortSignal;

  /** A context of its own for one request or one piece of work. */
  em(signal?: AbortSignal): EntityManager;

  /**
   * Runs `work` in one transaction, rolled back when it throws. SQLite has a single connection:
   * inside use only the `em` that is handed out, and never wait for anything but the database.
   */
  transaction<T>(work: (em: EntityManager) => Promise<T>): Promise<T>;

  /** As `transaction`, where it may last longer than others. */
  readonly longTransaction: LongTransaction;

  close(): Promise<void>;
}

/**
 * Opens the database, creating a file where there is none. Its tables are `migrate`'s matter.
 * Rejects with `DatabaseUnusableError` and `DatabaseUnreachableError`.
 */
export async function openDatabase(
  location: DatabaseLocation,
  entities: Entities,
): Promise<Database> {
  const { orm, ...opened } = await openLocation(location, entities);
  const em = (signal?: AbortSignal) => orm.em.fork(signal ? { signal } : {});
  const transaction: Database['transaction'] = (work) => em().transactional(work);
  return { orm, longTransaction: transaction, ...opened, em, transaction };
}

async function openLocation(location: DatabaseLocation, entities: Entities) {
  if ('url' in location) return await openPostgresql(location.url, entities, location.patience);
  const opened = await openSqlite('file' in location ? location : null, entities);
  return { ...opened, pool: null };
}
