import assert from 'node:assert/strict';
import type { Database } from '../../src/database/database.ts';
import type { Pool } from '../../src/database/postgresql.ts';
import { type Counters, hour } from '../../src/limits/counters.ts';
import { sharedCounters } from '../../src/limits/shared-counters.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { usePostgres } from '../support/postgres.ts';

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
  it('are there once their table is', async () => {
    const { pool, asked } = poolOf(async () => ({ rows: [{ points: 7 }] }));
    await sharedCounters(pool, clock);
    assert.match(asked.join(), /create table if not exists limits/);
  });

  it('are there where another server has made their table meanwhile', async () => {
    const made = Object.assign(new Error('duplicate key'), { code: '23505' });
    const { pool } = poolOf(async () => Promise.reject(made));
    const counters = await sharedCounters(pool, clock);
    // What takes no writes is counted here alone.
    assert.equal((await counters.add('a', hour)).value, 1);
    const again = await counters.add('a', hour);
    assert.equal(again.value, 2);
    await counters.takeBack(again);
    assert.equal((await counters.add('a', hour, 0)).value, 1);
    await counters.forget(again);
    assert.equal((await counters.add('a', hour, 0)).value, 0);
  });

  it('are not there without a database', async () => {
    const { pool } = poolOf(async () => Promise.reject(new Error('gone')));
    await assert.rejects(sharedCounters(pool, clock), /gone/);
  });

  describe('on PostgreSQL', () => {
    const url = usePostgres();
    let database: Database;
    let now: Date;
    let counters: Counters;
    const asked: string[] = [];
    before(async () => {
      database = await openDatabase({ url: url() });
      const { pool } = database;
      assert.ok(pool);
      const query = (statement: unknown) => {
        asked.push(`${Object(statement).text}`);
        return pool.query(statement);
      };
      counters = await sharedCounters({ query }, () => now);
    });
    after(() => database.close());
    beforeEach(() => {
      now = clock();
      asked.length = 0;
    });
    const value = async (subject: string) => (await counters.add(subject, hour, 0)).value;

    it('count several things in one statement, up to the first that is past its limit', async () => {
      const limited = [
        { subject: 'first', length: hour, max: 3 },
        { subject: 'second', length: hour, max: 1 },
        { subject: 'third', length: hour, max: 9 },
      ];
      const counted = async () => (await counters.addInTurn(limited)).map(({ value }) => value);
      assert.deepEqual(await counted(), [1, 1, 1]);
      assert.deepEqual(await counted(), [2, 2]);
      assert.equal(asked.length, 2);
      assert.deepEqual(await counted(), [3, 3]);
      assert.deepEqual(await counted(), [4]);
      assert.deepEqual([await value('first'), await value('third')], [4, 1]);
    });

    it('take back, begin anew, and forget what is long over', async () => {
      const counted = await counters.add('a', hour, 3);
      await counters.takeBack(counted);
      assert.equal(await value('a'), 2);
      await counters.forget(counted);
      assert.equal(await value('a'), 0);
      const stored = async () => {
        const text = "select 1 from limits where key like 'a@%'";
        return (await database.em().execute(text)).length;
      };
      now = new Date(now.getTime() + 2 * hour - 1);
      await counters.purge();
      assert.equal(await stored(), 1);
      now = new Date(now.getTime() + 2);
      await counters.purge();
      assert.equal(await stored(), 0);
    });
  });
});
