import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicClock } from '../../src/base/clock.ts';
import { systemTimer } from '../../src/base/timer.ts';
import type { Database } from '../../src/database/database.ts';
import { openLocks } from '../../src/database/locks/open-locks.ts';
import { migrate } from '../../src/database/migrate.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { until } from '../server/support/until.ts';
import { usePostgres } from '../support/postgres.ts';
import { SilentProxy } from '../support/silent-proxy.ts';

/** As many connections as a server has beside the one with its locks. */
const many = 9;
/** Milliseconds: a silence is noticed after 3 to 4 s, and this is much less than half a minute. */
const noticed = 8_000;

describe('connections to PostgreSQL of which nothing is heard any more', function () {
  this.timeout(60_000);
  const url = usePostgres();
  let stack: AsyncDisposableStack;
  let proxy: SilentProxy;
  let database: Database;
  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    proxy = stack.use(await SilentProxy.open(url()));
    database = await openDatabase({ url: proxy.url });
    stack.defer(() => database.close());
    await migrate(database);
    const deps = { timer: systemTimer, now: monotonicClock, report: () => {} };
    const opened = await openLocks(database, async () => randomUUID(), deps);
    stack.defer(() => opened.close());
  });
  afterEach(() => stack.disposeAsync());

  /** As many transactions as there are connections left, which wait after their first statement. */
  async function openMany() {
    const { promise: end, resolve: finish } = Promise.withResolvers<void>();
    let begun = 0;
    const running = Array.from({ length: many }, () =>
      database.transaction(async (em) => {
        await em.execute('select 1');
        begun += 1;
        await end;
        await em.execute('select 1');
      }),
    );
    await until(() => begun === running.length);
    return { finish, ended: Promise.allSettled(running) };
  }

  const ask = () => database.em().execute('select 1');

  /** Waits until as many are answered as there are connections; gives the milliseconds. */
  async function untilHealed(): Promise<number> {
    const began = monotonicClock();
    const asked = () => Promise.allSettled(Array.from({ length: many }, ask));
    await until(async () => (await asked()).every(({ status }) => status === 'fulfilled'));
    return monotonicClock() - began;
  }

  it('are replaced once another machine has the address, whether anybody waits on them or not', async () => {
    const { finish, ended } = await openMany();
    finish();
    await ended; // so that all of them are idle
    const { finish: goOn, ended: broken } = await openMany();
    proxy.unplug();
    goOn();
    await sleep(2_000);
    proxy.plugIn();
    assert.ok((await untilHealed()) < noticed);
    assert.ok((await broken).every(({ status }) => status === 'rejected'));
  });

  it('are replaced, too, where they were begun while the database was gone', async () => {
    proxy.unplug();
    const waiting = Array.from({ length: many }, () => ask().catch(() => null));
    await sleep(6_000);
    proxy.plugIn();
    assert.ok((await untilHealed()) < noticed);
    await Promise.all(waiting);
  });

  it('are left alone where only the one with the locks is silent, and they are not', async () => {
    const end = new AbortController();
    const busy = Array.from({ length: 3 }, async () => {
      await database.transaction(async (em) => {
        while (!end.signal.aborted) await em.execute('select pg_sleep(0.05)');
      });
    });
    proxy.silence();
    await sleep(6_000);
    end.abort();
    await Promise.all(busy);
  });
});
