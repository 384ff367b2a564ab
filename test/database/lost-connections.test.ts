import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, EntityManager } from '../../src/database/database.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { until } from '../server/support/until.ts';
import { usePostgres } from '../support/postgres.ts';

/** More than a server has connections. */
const many = 12;
/** Milliseconds in which a database that answers has to be used again. */
const healingLimit = 5_000;

const terminate =
  'select pg_terminate_backend(pid) from pg_stat_activity ' +
  'where datname = current_database() and pid <> pg_backend_pid()';
const waiting =
  "select pid from pg_stat_activity where wait_event_type = 'Lock' " +
  'and datname = current_database()';

describe('connections to PostgreSQL that are lost', () => {
  const url = usePostgres();
  let database: Database;
  let other: Database;
  beforeEach(async () => {
    database = await openDatabase({ url: url() });
    other = await openDatabase({ url: url() });
    await other.em().execute('create table if not exists things (id int primary key)');
  });
  afterEach(async () => {
    await database.close();
    await other.close();
  });

  const terminateAll = () => other.em().execute(terminate);

  /** Fails where the database is not used again in time, by as many as there are connections. */
  async function assertHealed(): Promise<void> {
    const asking = Array.from({ length: many }, () => database.em().execute('select 1'));
    const late = sleep(healingLimit).then(() => assert.fail('no connection within 5 s'));
    await Promise.race([Promise.all(asking), late]);
  }

  /** As many transactions as there are connections, which wait after their first statement. */
  async function openMany(then: (em: EntityManager) => Promise<unknown>) {
    const { promise: end, resolve: finish } = Promise.withResolvers<void>();
    let begun = 0;
    const running = Array.from({ length: 10 }, () =>
      database.transaction(async (em) => {
        await em.execute('select 1');
        begun += 1;
        await end;
        await then(em);
      }),
    );
    await until(() => begun === running.length);
    return { end: finish, ended: Promise.allSettled(running) };
  }

  const failed = (results: readonly PromiseSettledResult<unknown>[]) =>
    results.filter(({ status }) => status === 'rejected').length;

  it('are replaced, where transactions were open', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { end, ended } = await openMany((em) => em.execute('select 1'));
      await terminateAll();
      end();
      assert.equal(failed(await ended), 10);
      await assertHealed();
    }
  });

  it('are replaced, where only the commit is left', async () => {
    const { end, ended } = await openMany(async () => {});
    await terminateAll();
    end();
    assert.equal(failed(await ended), 10);
    await assertHealed();
  });

  it('are replaced before whoever had them knows', async () => {
    const { end, ended } = await openMany((em) => em.execute('select 1'));
    await terminateAll();
    await assertHealed();
    end();
    assert.equal(failed(await ended), 10);
    await assertHealed();
  });

  it('are replaced, where transactions within transactions were open', async () => {
    const running = Array.from({ length: many }, () =>
      database.transaction((em) =>
        em.transactional((inner) => inner.execute('select pg_sleep(60)')),
      ),
    );
    const ended = Promise.allSettled(running);
    const asleep = "select pid from pg_stat_activity where wait_event = 'PgSleep'";
    await until(async () => (await other.em().execute(asleep)).length === 10);
    const timer = setInterval(() => void terminateAll(), 100);
    assert.equal(failed(await ended), many);
    clearInterval(timer);
    await assertHealed();
  });

  it('are replaced, where all wait for a lock', async () => {
    const { promise: release, resolve } = Promise.withResolvers<void>();
    const { promise: held, resolve: tellHeld } = Promise.withResolvers<void>();
    const holding = other.transaction(async (em) => {
      await em.execute('lock table things in access exclusive mode');
      tellHeld();
      await release;
    });
    await held;
    const running = Array.from({ length: 10 }, () =>
      database.transaction((em) => em.execute('lock table things in access exclusive mode')),
    );
    const ended = Promise.allSettled(running);
    await until(async () => (await other.em().execute(waiting)).length === 10);
    await other.em().execute(`${terminate} and wait_event_type = 'Lock'`);
    assert.equal(failed(await ended), 10);
    resolve();
    await holding;
    await assertHealed();
  });
});
