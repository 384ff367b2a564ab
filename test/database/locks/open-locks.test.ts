import assert from 'node:assert/strict';
import type { Database } from '../../../src/database/database.ts';
import { LocalLocks } from '../../../src/database/locks/local-locks.ts';
import { hostLock } from '../../../src/database/locks/lock-name.ts';
import { openLocks } from '../../../src/database/locks/open-locks.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import { ManualTime } from '../../hosts/support/manual-time.ts';
import { fakePool } from './fake-pool.ts';

describe('the locks of a server', () => {
  const time = new ManualTime();
  const now = () => time.clock().getTime();
  const deps = { timer: time.timer, now, report: () => assert.fail('something went wrong') };
  let database: Database;
  before(async () => {
    database = await openDatabase({ memory: true });
  });
  after(() => database.close());

  it('are its own where nobody else may open the database', async () => {
    const readId = () => assert.fail('it needs no name');
    const { locks, replica, close } = await openLocks(database, readId, deps);
    assert.ok(locks instanceof LocalLocks);
    assert.ok(await locks.acquire(hostLock('one')));
    assert.equal(replica.id, '');
    await close();
  });

  it('are taken among those that share the database, beginning with its own', async () => {
    const { pool, asked, released } = fakePool();
    const shared = { ...database, pool };
    const { locks, replica, close } = await openLocks(shared, async () => 'a', deps);
    assert.equal(replica.id, 'a');
    assert.ok(await locks.acquire(hostLock('one')));
    const taken = asked.map(
      ({ text }) => /advisory_lock\(hashtextextended\('(.*?)'/.exec(text)?.[1],
    );
    assert.deepEqual(
      taken.filter((name) => name !== undefined),
      ['server/a', 'host/one'],
    );
    await close();
    assert.match(asked.at(-1)?.text ?? '', /pg_advisory_unlock_all/);
    assert.deepEqual(released, [true]);
    assert.deepEqual(time.due, []);
  });
});
