import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Database } from '../../../src/database/database.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import { Yields } from '../../../src/unikernels/yields/yields.ts';
import { TestClock } from '../../identity/accounts/identity-fixture.ts';
import { usePostgres } from '../../support/postgres.ts';

const minute = 60_000;

for (const dialect of ['SQLite', 'PostgreSQL'] as const) {
  describe(`what is left to other clients [${dialect}]`, () => {
    const postgres = dialect === 'PostgreSQL' ? usePostgres() : () => null;
    const clock = new TestClock();
    const place = { host: randomUUID(), domain: 'alice', kind: 'stats' } as const;
    let database: Database;
    before(async () => {
      const url = postgres();
      database = await openDatabase(url ? { url } : { memory: true });
      await database.orm.schema.create();
    });
    after(() => database?.close());

    it('is known to whoever asks for it, as long as it is left, and counts anew then', async () => {
      const one = () => new Yields(database, clock.tell);
      assert.equal(await one().evicted(place), null);
      clock.pass(9 * minute);
      const until = await one().evicted(place);
      assert.equal(until?.getTime(), clock.tell().getTime() + 60 * minute);
      assert.deepEqual(await one().until(place), until);
      assert.equal(await one().until({ ...place, kind: 'log' }), null);
      clock.pass(60 * minute);
      assert.equal(await one().until(place), null);
      assert.equal(await one().evicted(place), null);
    });

    it('is what was refused, for as long as is said', async () => {
      const yields = new Yields(database, clock.tell);
      const refused = { ...place, domain: 'bob' };
      const until = new Date(clock.tell().getTime() + 24 * 60 * minute);
      await yields.leave(refused, until);
      assert.deepEqual(await yields.until(refused), until);
    });
  });
}
