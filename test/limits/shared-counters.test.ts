import assert from 'node:assert/strict';
import type { Pool } from '../../src/database/postgresql.ts';
import { sharedCounters } from '../../src/limits/shared-counters.ts';

const clock = () => new Date('2026-11-22T12:00:00Z');

/** A pool whose database answers so; and what it was asked. */
function poolOf(answer: () => Promise<unknown>) {
  const asked: string[] = [];
  const query = (text: unknown) => {
    asked.push(JSON.stringify(text));
    return answer();
  };
  const load = { open: 1, idle: 0, waiting: 0 };
  const connect = () => assert.fail('connects');
  const replaceSilent = () => assert.fail('replaces');
  const pool: Pool & { query: typeof query } = { load, query, connect, replaceSilent };
  return { pool, asked };
}

describe('counters that servers share', () => {
  // Equivalent: src/limits/shared-counters.ts, `const options = { …storeType: 'pool', tableName };`
  // → `const options = { …storeType: "", tableName };`: a pool is what the store takes it for.
  it('are there once their table is', async () => {
    const { pool, asked } = poolOf(async () => ({ rows: [{ points: 7 }] }));
    await sharedCounters(pool, clock);
    assert.match(asked.join(), /CREATE TABLE IF NOT EXISTS \S*limits/);
  });

  it('are not there without a database', async () => {
    const { pool } = poolOf(async () => Promise.reject(new Error('gone')));
    await assert.rejects(sharedCounters(pool, clock), /gone/);
  });
});
