import type { Database } from '../database.ts';
import type { Cell, TableShape } from './cells.ts';
import { openPostgresSnapshot } from './postgres-snapshot.ts';
import { openSqliteSnapshot } from './sqlite-snapshot.ts';

/** All tables as they are at one moment, whatever is written meanwhile. Whoever opens it closes it. */
export interface Snapshot extends AsyncDisposable {
  /** The rows of a table, a few at a time in memory. */
  rows(shape: TableShape): AsyncIterable<readonly Cell[]>;
}

export interface SnapshotOptions {
  /** Where SQLite's copy is put meanwhile; it has the size of the database. */
  readonly scratch: string;
  readonly signal: AbortSignal;
}

/**
 * Opens a snapshot that has everything that was committed before it was asked for, and holds up nobody
 * who writes. Rejects with the signal's reason.
 */
export function openSnapshot(database: Database, options: SnapshotOptions): Promise<Snapshot> {
  return database.pool
    ? openPostgresSnapshot(database.pool, options.signal)
    : openSqliteSnapshot(database.orm, options);
}
