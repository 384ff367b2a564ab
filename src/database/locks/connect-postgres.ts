import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { applySettings } from '../limit-session.ts';
import type { Pool, PoolClient } from '../postgresql.ts';
import type { Connect } from './lock-session.ts';
import { type Backend, PostgresSession } from './postgres-session.ts';

/**
 * Has PostgreSQL end a session that it has not heard of for 4 s, a moment after its holder has given
 * it up: it pings twice a second. The row of a lock need not outlive a crash of the database, which ends
 * all sessions; so none is waited for until it is on the disk.
 */
const settings = {
  idle_session_timeout: '4000', // milliseconds; since PostgreSQL 14
  tcp_keepalives_idle: '1',
  tcp_keepalives_interval: '1',
  tcp_keepalives_count: '3',
  tcp_user_timeout: '4000', // milliseconds
  synchronous_commit: 'off',
};

/** The database's own word for this session: a number alone is used again. */
const identify =
  'select pid, extract(epoch from backend_start)::text as "startedAt" ' +
  'from pg_stat_activity where pid = pg_backend_pid()';

/** It may not know that the connection has ended, and would hold all of it for seconds. */
const end =
  'select pg_terminate_backend(pid) from pg_stat_activity ' +
  'where pid = $1 and extract(epoch from backend_start)::text = $2';

/** Rows of servers that never came back: what is held is renewed each hour, so these are free for long. */
const sweep =
  "delete from locks where since < now() - interval '1 day' and not exists " +
  "(select from pg_locks where locktype = 'advisory' " +
  'and ((classid::bigint << 32) | objid::bigint) = hashtextextended(locks.name, 0))';

const backendSchema = z.object({ pid: z.number(), startedAt: z.string() });

/** Makes sessions of the server `id` with PostgreSQL. */
export function connectPostgres(pool: Pool, server: string): Connect {
  const holder = { server, run: randomUUID() };
  return async (former) => {
    const client = await pool.connect();
    try {
      const backend = await setUp(client);
      if (former instanceof PostgresSession) await endFormer(client, former.backend);
      return new PostgresSession(client, backend, holder);
    } catch (error) {
      client.release(true);
      throw error;
    }
  };
}

async function setUp(client: PoolClient): Promise<Backend> {
  await applySettings(client, settings);
  await client.query(sweep, []);
  const { rows } = await client.query(identify, []);
  return backendSchema.parse(rows[0]);
}

async function endFormer(client: PoolClient, { pid, startedAt }: Backend): Promise<void> {
  await client.query(end, [pid, startedAt]);
}
