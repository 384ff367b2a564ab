import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { monotonicClock } from '../../../src/base/clock.ts';
import { systemTimer } from '../../../src/base/timer.ts';
import type { Database } from '../../../src/database/database.ts';
import { connectPostgres } from '../../../src/database/locks/connect-postgres.ts';
import { HeldLock } from '../../../src/database/locks/entity.ts';
import { volumeLock } from '../../../src/database/locks/lock-name.ts';
import type { Lock, Locks } from '../../../src/database/locks/locks.ts';
import { openLocks } from '../../../src/database/locks/open-locks.ts';
import { pingsToRenewal } from '../../../src/database/locks/postgres-session.ts';
import { migrate } from '../../../src/database/migrate.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import { until } from '../../server/support/until.ts';
import { usePostgres } from '../../support/postgres.ts';
import { SilentProxy } from '../../support/silent-proxy.ts';

const lockOn = (volume: string) => volumeLock({ host: 'one', domain: "o'hara", volume });
const name = lockOn('data');

async function held(taking: Promise<Lock | null>): Promise<Lock> {
  const lock = await taking;
  assert.ok(lock, 'it is free');
  return lock;
}

/** Looks again until it is free; resolves with when that was. */
async function whenFree(locks: Locks): Promise<number> {
  await until(async () => (await locks.acquire(name)) !== null);
  return monotonicClock();
}

describe('the locks of servers on PostgreSQL', function () {
  this.timeout(60_000);
  const url = usePostgres();
  let stack: AsyncDisposableStack;
  let database: Database;
  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    database = await openDatabase({ url: url() });
    stack.defer(() => database.close());
    await migrate(database);
  });
  afterEach(() => stack.disposeAsync());

  const open = async (id: string, at = url()) => {
    const own = await openDatabase({ url: at });
    stack.defer(() => own.close());
    const deps = { timer: systemTimer, now: monotonicClock, report: () => {} };
    const opened = await openLocks(own, async () => id, deps);
    stack.defer(() => opened.close());
    return opened;
  };
  const rows = () => database.em().count(HeldLock, { name });
  const terminate = () =>
    database
      .em()
      .execute(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() ' +
          "and pid in (select pid from pg_locks where locktype = 'advisory')",
      );

  it('are had by one server alone, and by the next at once when it gives them back', async () => {
    const [{ locks: a }, { locks: b }] = [await open('a'), await open('b')];
    const lock = await held(a.acquire(name));
    assert.equal(await rows(), 1);
    assert.equal(await b.acquire(name), null);
    assert.equal(await b.acquire(name, { mode: 'shared' }), null);
    await held(b.acquire(lockOn('other')));
    await lock[Symbol.asyncDispose]();
    assert.equal(await rows(), 0);
    const began = monotonicClock();
    await held(b.acquire(name));
    assert.ok(monotonicClock() - began < 2_000, 'nobody is given time to notice anything');
  });

  it('are not swept away as left where they were held for days', async () => {
    const { pool } = database;
    assert.ok(pool);
    const connect = connectPostgres(pool, 'a');
    const session = await connect(null);
    session.onEnd(() => {});
    await session.take({ id: randomUUID(), name, mode: 'exclusive' });
    const [days, hour] = [new Date('2026-01-01'), new Date(Date.now() - 3_600_000)];
    await database.em().nativeUpdate(HeldLock, { name }, { since: days });
    for (let ping = 0; ping < pingsToRenewal; ping += 1) await session.ping();
    await terminate();
    const next = await connect(null);
    stack.defer(() => next.close());
    assert.equal(await database.em().count(HeldLock, { name, since: { $gt: hour } }), 1);
  });

  it('are shared by servers that only want that', async () => {
    const [{ locks: a }, { locks: b }] = [await open('a'), await open('b')];
    const readers = [
      await held(a.acquire(name, { mode: 'shared' })),
      await held(a.acquire(name, { mode: 'shared' })),
      await held(b.acquire(name, { mode: 'shared' })),
    ];
    assert.equal(await rows(), 3);
    for (const reader of readers) {
      assert.equal(await a.acquire(name), null);
      assert.equal(await b.acquire(name), null);
      await reader[Symbol.asyncDispose]();
    }
    await held(a.acquire(name));
    assert.equal(await b.acquire(name, { mode: 'shared' }), null);
  });

  it('are refused by another server without being kept in the process', async () => {
    const [{ locks: a }, { locks: b }] = [await open('a'), await open('b')];
    const lock = await held(a.acquire(name));
    assert.equal(await b.acquire(name), null);
    await lock[Symbol.asyncDispose]();
    await held(b.acquire(name));
  });

  it('are not kept where their row cannot be written', async () => {
    const [{ locks: a }, { locks: b }] = [await open('a'), await open('b')];
    await database.em().execute('alter table locks rename to elsewhere');
    await assert.rejects(a.acquire(name), /relation "locks" does not exist/);
    await database.em().execute('alter table elsewhere rename to locks');
    await held(b.acquire(name));
  });

  it('are given back without their row where that cannot be removed', async () => {
    const [{ locks: a }, { locks: b }] = [await open('a'), await open('b')];
    const lock = await held(a.acquire(name, { mode: 'shared' }));
    await database.em().execute('alter table locks rename to elsewhere');
    await lock[Symbol.asyncDispose]();
    await database.em().execute('alter table elsewhere rename to locks');
    assert.equal(await rows(), 1);
    await held(b.acquire(name, { mode: 'shared' }));
  });

  it('are all given back by a server that ends', async () => {
    const [a, { locks: b }] = [await open('a'), await open('b')];
    await held(a.locks.acquire(name));
    await a.close();
    assert.equal(await rows(), 0);
    await held(b.acquire(name));
  });

  it('are had by another server 5 s after the connection was cut, which their holder knows', async () => {
    const [{ locks: a }, { locks: b }] = [await open('a'), await open('b')];
    const lock = await held(a.acquire(name));
    const cutAt = monotonicClock();
    let lostAt = Number.POSITIVE_INFINITY;
    lock.lost.addEventListener('abort', () => (lostAt = monotonicClock()));
    await terminate();
    const freeAt = await whenFree(b);
    assert.ok(lostAt < cutAt + 3_000, 'it is told at once');
    assert.ok(freeAt - cutAt >= 5_000 && freeAt - cutAt < 10_000, `${freeAt - cutAt} ms`);
    await held(a.acquire(lockOn('other')));
  });

  it('are had by their former holder again as soon as that has ended its work', async () => {
    const { locks: a } = await open('a');
    const lock = await held(a.acquire(name));
    const cutAt = monotonicClock();
    await terminate();
    await until(() => lock.lost.aborted);
    assert.equal(await a.acquire(name), null);
    await lock[Symbol.asyncDispose]();
    await held(a.acquire(name));
    assert.ok(monotonicClock() - cutAt < 5_000);
  });

  it('are had by another server within 10 s of the silence of a connection', async () => {
    const proxy = stack.use(await SilentProxy.open(url()));
    const [{ locks: a }, { locks: b }] = [await open('a', proxy.url), await open('b')];
    const lock = await held(a.acquire(name));
    const silentAt = monotonicClock();
    let lostAt = Number.POSITIVE_INFINITY;
    lock.lost.addEventListener('abort', () => (lostAt = monotonicClock()));
    proxy.silence();
    const [freeAt] = await Promise.all([
      whenFree(b),
      until(async () => lock.lost.aborted && (await a.acquire(lockOn('other'))) !== null).then(() =>
        assert.ok(monotonicClock() - silentAt < 10_000, 'the former holder has others, too'),
      ),
    ]);
    assert.ok(lostAt - silentAt < 4_000, `${lostAt - silentAt} ms`);
    assert.ok(freeAt > lostAt && freeAt - silentAt < 10_000, `${freeAt - silentAt} ms`);
  });

  it('tell whether a server runs, and what it has left', async () => {
    const [a, b] = [await open('a'), await open('b')];
    let done = 0;
    const work = async () => {
      done += 1;
    };
    await a.replica.inPlaceOf('b', work);
    assert.equal(done, 0);
    await b.close();
    await a.replica.inPlaceOf('b', work);
    assert.equal(done, 1);
  });

  it('are not had twice by one data folder', async () => {
    await open('a');
    await assert.rejects(open('a'), /Another server runs with this data folder/);
  });

  it('leave no rows behind for ever', async () => {
    const { locks } = await open('a');
    await held(locks.acquire(lockOn('kept')));
    const gone = {
      id: crypto.randomUUID(),
      name,
      shared: false,
      server: 'x',
      run: crypto.randomUUID(),
    };
    const since = new Date(Date.now() - 86_400_000);
    await database.em().insert(HeldLock, { ...gone, since });
    await database.em().nativeUpdate(HeldLock, { name: lockOn('kept') }, { since });
    await open('b');
    assert.equal(await rows(), 0);
    assert.equal(await database.em().count(HeldLock, { name: lockOn('kept') }), 1);
  });
});
