import assert from 'node:assert/strict';
import type { Pool, PoolClient } from '../../../src/database/postgresql.ts';

interface Asked {
  readonly text: string;
  readonly values: readonly unknown[] | undefined;
}

/**
 * A pool with a database that grants every lock; `backend` is what it says of a session, or fails
 * with. And what it was asked, and how each connection was given back.
 */
export function fakePool(backend: object = { pid: 7, startedAt: '1.5' }) {
  const asked: Asked[] = [];
  const released: (boolean | undefined)[] = [];
  const query = async (text: string, values?: readonly unknown[]) => {
    asked.push({ text, values });
    if (text.includes('pg_stat_activity') && backend instanceof Error) throw backend;
    const [, claim = ''] = /then '([^']*)'/.exec(text) ?? [];
    const results = [[], [{ taken: claim }], [], [], []].map((rows) => ({ rows }));
    return Object.assign(results, { rows: [backend] });
  };
  const client: PoolClient = {
    query,
    on: () => {},
    release: (destroy) => void released.push(destroy),
  };
  const load = { open: 1, idle: 0, waiting: 0 };
  const pool: Pool = {
    load,
    connect: async () => client,
    query: () => assert.fail('on any'),
    replaceSilent: () => {},
  };
  return { pool, asked, released };
}
