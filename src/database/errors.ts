import { DriverException } from '@mikro-orm/core';

/** A database that cannot be used; the message says why, for whoever starts the server. */
export class DatabaseUnusableError extends Error {
  override readonly name = 'DatabaseUnusableError';
}

/** A file that SQLite does not take for a database, or whose content contradicts itself. */
export class DatabaseDamagedError extends DatabaseUnusableError {}

/** The database does not answer, or lets nobody in. */
export class DatabaseUnreachableError extends Error {
  override readonly name = 'DatabaseUnreachableError';
  /** MikroORM makes an error of its own of it, which has the code alone. */
  readonly code = 'UNREACHABLE';
}

/** What is the matter with the database itself, whatever it was asked. */
export type DatabaseFault = 'full' | 'read-only' | 'away';

/** By the codes of SQLite, with what follows them, and of PostgreSQL (its appendix A). */
const faultsByCode: readonly (readonly [RegExp, DatabaseFault])[] = [
  [/^(SQLITE_FULL|53100)$/, 'full'],
  [/^(SQLITE_READONLY\w*|25006)$/, 'read-only'],
  [
    /^(SQLITE_(IOERR|CANTOPEN|BUSY|LOCKED)\w*|08\w{3}|25P03|53300|57P0[1-5]|58\w{3}|UNREACHABLE)$/,
    'away',
  ],
];

/** Of the network, which the database is asked over; they are others' codes, too. */
const networkCode = /^E(CONN|PIPE|HOST|NET|TIMEDOUT|NOTFOUND|AI_)/;

/** What `pg` says of a connection, without a code. */
const connectionWords =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout exceeded when trying to connect)/;

/** Whether a statement has failed since somebody else is changing a row that it did not want to wait for. */
export const isHeld = (error: unknown): boolean =>
  error instanceof DriverException && error.code === '55P03';

/** What of the database itself an error tells; null where it is about something else. */
export function databaseFault(error: unknown): DatabaseFault | null {
  if (!(error instanceof Error)) return null;
  const code = `${Reflect.get(error, 'code') ?? ''}`;
  const known = faultsByCode.find(([pattern]) => pattern.test(code));
  if (known) return known[1];
  if (connectionWords.test(error.message)) return 'away';
  return error instanceof DriverException && networkCode.test(code) ? 'away' : null;
}
