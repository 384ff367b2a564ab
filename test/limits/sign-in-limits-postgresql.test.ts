import assert from 'node:assert/strict';
import { systemClock } from '../../src/base/clock.ts';
import { sharedCounters } from '../../src/limits/shared-counters.ts';
import { SignInLimits } from '../../src/limits/sign-in-limits.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { usePostgres } from '../support/postgres.ts';

const account = 'ada@example.org';

describe('the limits of signing in on PostgreSQL', () => {
  const url = usePostgres();

  it('are those of two servers together, and forgive on both', async () => {
    await using closing = new AsyncDisposableStack();
    const connect = async () => {
      const { pool } = closing.adopt(await openDatabase({ url: url() }), (each) => each.close());
      assert.ok(pool);
      return new SignInLimits(await sharedCounters(pool, systemClock));
    };
    const servers = [await connect(), await connect()];
    const isAtHome = async () => false;
    const attempt = (n: number, right: boolean, address: string) =>
      servers[n % 2]?.judge({ account, address, isAtHome }, async () => right);
    const guess = (times: number, address: (n: number) => string) =>
      Promise.allSettled(Array.from({ length: times }, (_, n) => attempt(n, false, address(n))));
    await guess(102, (n) => `10.0.${n}.1`);
    for (const address of ['192.0.2.1', '2001:db8::1']) {
      for (let n = 0; n < 10; n += 1) assert.ok(await attempt(n, true, address));
      const outcomes = await guess(20, () => address);
      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 3);
    }
  });
});
