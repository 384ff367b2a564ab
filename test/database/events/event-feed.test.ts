import assert from 'node:assert/strict';
import type { Database } from '../../../src/database/database.ts';
import { StoredEvent } from '../../../src/database/events/entity.ts';
import { purgeEvents } from '../../../src/database/events/purge-events.ts';
import { recordEvent } from '../../../src/database/events/record-event.ts';
import { migrate } from '../../../src/database/migrate.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import { checkFailing, checkRecovered } from '../../../src/unikernels/events/check-events.ts';
import { until } from '../../server/support/until.ts';
import { usePostgres } from '../../support/postgres.ts';
import { exit, happening, record, startFeed } from './support/happenings.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** What holds on both databases. */
function publishes(open: () => Promise<Database>) {
  let database: Database;
  let started: Awaited<ReturnType<typeof startFeed>>;
  beforeEach(async () => {
    database = await open();
    await database.em().nativeDelete(StoredEvent, {});
    started = await startFeed(database);
  });
  afterEach(async () => {
    await started.feed.close();
    await database.close();
  });

  const names = () => started.told.map(({ name }) => name);

  it('publishes what was committed, in order and at once', async () => {
    const first = started.feed.last + 1;
    const begun = performance.now();
    await record(database, happening('one'), happening('two'));
    await until(() => started.told.length === 2);
    assert.ok(performance.now() - begun < 900, 'the next poll is not waited for');
    await record(database, happening('three'));
    await until(() => started.told.length === 3);
    assert.deepEqual(names(), ['one', 'two', 'three']);
    assert.deepEqual(
      started.told.map(({ number }) => number - first),
      [0, 1, 2],
    );
  });

  it('publishes nothing of a transaction that is rolled back', async () => {
    const failing = database.transaction(async (em) => {
      await recordEvent(em, happening('lost'));
      throw new Error('it is not true after all');
    });
    await assert.rejects(failing, /not true/);
    await record(database, happening('kept'));
    await until(() => started.told.length > 0);
    assert.deepEqual(names(), ['kept']);
  });

  it('folds what says the same within ten minutes, and nothing else', async () => {
    const at = new Date('2026-11-22T12:00:00Z');
    const later = (minutes: number) => new Date(at.getTime() + minutes * minute);
    await record(database, exit(1, { at }), exit(1, { at: later(4) }), exit(1, { at: later(9) }));
    await record(database, exit(2, { at: later(9) }), exit(1, { at: later(11) }));
    await until(() => started.told.length === 3);
    const [first, other, last] = started.told;
    assert.deepEqual([first?.count, first?.lastAt], [3, later(9)]);
    assert.deepEqual([other?.facts.code, other?.count], [2, 1]);
    assert.deepEqual([last?.facts.code, last?.count, last?.at], [1, 1, later(11)]);
  });

  it('folds nothing into what was said before the opposite', async () => {
    const at = (minutes: number) => new Date(Date.parse('2026-11-22T12:00:00Z') + minutes * minute);
    const check = (number: number) => ({
      ...{ host: 'one', unikernel: 'web' },
      ...{ check: 'http', number, checkId: `${number}` },
    });
    const of = (type: typeof checkFailing | typeof checkRecovered, number: number, then: number) =>
      record(database, { ...type.of(check(number)), account: 'alice', at: at(then) });
    await of(checkFailing, 1, 0);
    await of(checkFailing, 2, 1);
    await of(checkFailing, 1, 2);
    await of(checkRecovered, 1, 3);
    await of(checkFailing, 1, 6);
    await until(() => started.told.length === 4);
    const stored = await database.em().findAll(StoredEvent, { orderBy: { serial: 'asc' } });
    const told = stored.map(({ type, facts, count }) => [type, facts.number, count]);
    assert.deepEqual(told, [
      ['check.failing', 1, 2],
      ['check.failing', 2, 1],
      ['check.recovered', 1, 1],
      ['check.failing', 1, 1],
    ]);
  });

  it('tells once what is to be told once', async () => {
    const once = 'token.expiring/1/14';
    await record(database, happening('first', { once }), happening('other'));
    await record(database, happening('again', { once }), happening('last'));
    await until(() => started.told.length === 3);
    assert.deepEqual(names(), ['first', 'other', 'last']);
  });

  it('forgets what is old, and never gives a number again', async () => {
    await record(database, happening('old', { at: new Date(Date.now() - 100 * day) }));
    await until(() => started.told.length === 1);
    const [old] = started.told;
    await purgeEvents({ database, clock: () => new Date(), days: 90 });
    assert.equal(await database.em().count(StoredEvent, {}), 0);
    await record(database, happening('new'));
    await until(() => started.told.length === 2);
    assert.equal(started.told[1]?.number, (old?.number ?? 0) + 1);
  });
}

describe('the events of one server', () => {
  publishes(async () => {
    const database = await openDatabase({ memory: true });
    await migrate(database);
    return database;
  });
});

const openShared = async (url: string) => {
  const database = await openDatabase({ url });
  await migrate(database);
  return database;
};

describe('the events on PostgreSQL', () => {
  const url = usePostgres();
  publishes(() => openShared(url()));
});

describe('the events of servers that share a database', () => {
  const url = usePostgres();

  it('have numbers without a gap or a repeat, while feeds end and connections are lost', async function () {
    this.timeout(60_000);
    const [one, other] = await Promise.all([openShared(url()), openShared(url())]);
    const ending = await startFeed(one, () => {}); // that connections are lost is no fault here
    const staying = await startFeed(other, () => {});
    const before = staying.feed.last;
    const recordSome = async (database: Database, prefix: string) => {
      for (let n = 0; n < 100; n += 1) {
        await record(database, happening(`${prefix}-${n}`)).catch(() => n--);
        if (n === 50 && prefix === 'a') await ending.feed.close();
        if (n === 70 && prefix === 'b') await other.em().execute(terminateOthers);
      }
    };
    await Promise.all([recordSome(one, 'a'), recordSome(other, 'b')]);
    await until(() => staying.told.length >= 200);
    const expected = Array.from({ length: staying.told.length }, (_, n) => before + n + 1);
    assert.deepEqual(
      staying.told.map(({ number }) => number),
      expected,
    );
    assert.equal(new Set(staying.told.map(({ name }) => name)).size, 200);
    assert.ok(ending.told.length >= 1);
    for (const event of ending.told) {
      assert.equal(event.id, staying.told.find(({ number }) => number === event.number)?.id);
    }
    await staying.feed.close();
    await Promise.all([one.close(), other.close()]);
  });
});

const terminateOthers =
  'select pg_terminate_backend(pid) from pg_stat_activity ' +
  'where datname = current_database() and pid <> pg_backend_pid()';
