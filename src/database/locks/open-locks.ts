import type { Database } from '../database.ts';
import { onlyReplica, type Replica, sharedReplica } from '../replica.ts';
import { connectPostgres } from './connect-postgres.ts';
import { LocalLocks } from './local-locks.ts';
import type { Locks } from './locks.ts';
import { ServerSessions } from './server-sessions.ts';
import { SharedLocks } from './shared-locks.ts';
import type { SessionDeps } from './watched-session.ts';

/** A server's locks, and what it is among those that share its database. Whoever opened it closes it. */
export interface OpenLocks {
  readonly locks: Locks;
  readonly replica: Replica;
  /** Gives back all that is held. */
  close(): Promise<void>;
}

/**
 * Begins as a server, by the id that `readId` gives where others may share the database. Throws
 * `DatabaseUnusableError` where one of that id runs.
 */
export async function openLocks(
  { pool }: Database,
  readId: () => Promise<string>,
  deps: SessionDeps,
): Promise<OpenLocks> {
  if (!pool) {
    return { locks: new LocalLocks(deps.timer), replica: onlyReplica, close: async () => {} };
  }
  const id = await readId();
  const connect = connectPostgres(pool, id);
  const fellSilent = (silentFor: number) => pool.replaceSilent(silentFor);
  const sessions = await ServerSessions.open({ ...deps, connect, id, fellSilent });
  const locks = new SharedLocks({ ...deps, sessions });
  return { locks, replica: sharedReplica(id, locks), close: () => sessions.close() };
}
