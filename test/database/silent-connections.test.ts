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
/** Milliseconds: a silence is cured within 5 s, and who waits on a dead connection waits for half a minute. */
const cured = 20_000;

interface Process {
  readonly pid: number;
}

/** Looks at the processes of PostgreSQL, past all that stands between. */
async function openWatching(url: string) {
  const database = await openDatabase({ url });
  const areThere = async (pids: readonly number[]) => {
    const rows = await database.em().execute<Process[]>('select pid from pg_stat_activity');
    const there = new Set(rows.map(({ pid }) => pid));
    return pids.every((pid) => there.has(pid));
  };
  return { areThere, [Symbol.asyncDispose]: () => database.close() };
}

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
    assert.ok((await untilHealed()) < cured);
    assert.ok((await broken).every(({ status }) => status === 'rejected'));
  });

  it('are replaced, too, where they were begun while the database was gone', async () => {
    proxy.unplug();
    const waiting = Array.from({ length: many }, () => ask().catch(() => null));
    await sleep(6_000);
    proxy.plugIn();
    assert.ok((await untilHealed()) < cured);
    await Promise.all(waiting);
  });

  /** Processes of PostgreSQL whose connections nobody uses any more; the next session with the locks takes one. */
  async function leaveIdle(): Promise<number[]> {
    const statement = 'select pg_backend_pid() as pid, pg_sleep(0.2)';
    const one = () => database.em().execute<Process[]>(statement);
    return (await Promise.all([one(), one(), one()])).flat().map(({ pid }) => pid);
  }

  for (const seconds of [0.05, 2]) {
    it(`are left alone where only the one with the locks is silent [answers after ${seconds} s]`, async () => {
      await using watching = await openWatching(url());
      const end = new AbortController();
      let begun = 0;
      const busy = Array.from({ length: 3 }, async (_, n) => {
        await database.transaction(async (em) => {
          await em.execute('select 1');
          begun += 1;
          await sleep((n * seconds * 1_000) / 3); // so that one of them has always been silent for a while
          while (!end.signal.aborted) await em.execute(`select pg_sleep(${seconds})`);
        });
      });
      const ended = Promise.all(busy);
      ended.catch(() => {}); // it is waited for below
      await until(() => begun === busy.length);
      const idle = await leaveIdle();
      proxy.silence();
      await until(async () => !(await watching.areThere(idle)));
      end.abort();
      await ended;
    });
  }
});
