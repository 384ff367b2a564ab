/** A database that cannot be used; the message says why, for whoever starts the server. */
export class DatabaseUnusableError extends Error {
  override readonly name = 'DatabaseUnusableError';
}

/** The database does not answer, or lets nobody in. */
export class DatabaseUnreachableError extends Error {
  override readonly name = 'DatabaseUnreachableError';
}

/** What SQLite says of a full disk, and PostgreSQL (its class 53, `disk_full`). */
const fullCodes = new Set<unknown>(['SQLITE_FULL', '53100']);

/** Whether a query has failed because the database has no room left. */
export function isDatabaseFull(error: unknown): boolean {
  return error instanceof Error && fullCodes.has(Reflect.get(error, 'code'));
}
