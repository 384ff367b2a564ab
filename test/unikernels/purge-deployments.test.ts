import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { parseLabel } from '../../src/albatross/names.ts';
import type { Database } from '../../src/database/database.ts';
import { migrate } from '../../src/database/migrate.ts';
import { insertRow } from '../../src/database/rows/insert-row.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { Deployment } from '../../src/unikernels/entity.ts';
import { purgeDeployments } from '../../src/unikernels/purge-deployments.ts';
import { StoredUnikernel } from '../../src/unikernels/registry/entity.ts';
import { ended } from '../../src/unikernels/registry/rows.ts';
import { costly, plansOf } from '../database/support/read-plans.ts';
import { usePostgres } from '../support/postgres.ts';

const day = 24 * 3600 * 1000;
const now = new Date('2026-11-30T12:00:00.000Z');
const [host, domain] = [parseLabel('one'), parseLabel('alice')];

/** What was done to a unikernel, so many days before now. */
const done = (unikernel: string, daysAgo: number): Partial<Deployment> & { startedAt: Date } => {
  const at = new Date(now.getTime() - daysAgo * day);
  return {
    ...{ id: randomUUID(), host, domain, unikernel: parseLabel(unikernel), requestId: 'r' },
    ...{
      action: 'restart' as const,
      state: 'succeeded' as const,
      accountName: parseLabel('alice'),
    },
    ...{ startedAt: at, finishedAt: at },
  };
};

/** What holds on both databases. */
function areForgotten(open: () => Promise<Database>) {
  let database: Database;
  beforeEach(async () => {
    database = await open();
    await migrate(database);
    await database.em().nativeDelete(Deployment, {});
    await database.em().nativeDelete(StoredUnikernel, {});
  });
  afterEach(() => database.close());

  const add = async (...deployments: readonly Partial<Deployment>[]) => {
    await database.transaction(async (em) => {
      for (const each of deployments) await insertRow(em, Deployment, each);
    });
  };
  const remember = async (name: string) => {
    const key = { id: randomUUID(), host, domain, name: parseLabel(name) };
    const row = { ...ended(now), ...key, createdAt: now, destroyedAt: null, labels: {} };
    await insertRow(database.em(), StoredUnikernel, row);
  };
  const purge = () => purgeDeployments(database, () => now);
  const left = async (unikernel: string) => {
    const where = { unikernel: parseLabel(unikernel) };
    return await database.em().find(Deployment, where, { orderBy: { startedAt: 'desc' } });
  };

  it('where a unikernel has more than 200 that are over', async () => {
    const days = Array.from({ length: 205 }, (_, index) => index / 10);
    for (const name of ['first', 'second']) await remember(name);
    await add(...days.map((ago) => done('first', ago)), done('second', 1), done('second', 200));
    const openOnes = Array.from({ length: 3 }, () => done('first', 300));
    await add(
      ...openOnes.map((each) => ({ ...each, state: 'unknown' as const, finishedAt: null })),
    );
    await purge();
    const first = await left('first');
    const over = first.filter(({ finishedAt }) => finishedAt !== null);
    assert.deepEqual(
      over.map(({ startedAt }) => startedAt),
      days.slice(0, 200).map((ago) => done('first', ago).startedAt),
    );
    assert.equal(first.length, 203, 'what is open stays');
    assert.equal((await left('second')).length, 2);
  });

  it('where nothing else is remembered of their unikernel, after 90 days', async () => {
    await remember('known');
    for (const name of ['known', 'gone']) await add(done(name, 89), done(name, 91));
    await purge();
    assert.equal((await left('known')).length, 2);
    assert.equal((await left('gone')).length, 1);
  });

  it('where a domain has more than 1,000 names of which nothing else is remembered', async () => {
    await remember('known');
    const names = Array.from({ length: 1_003 }, (_, index) => `none-${index}`);
    await add(done('known', 80), ...names.map((name, index) => done(name, index / 100)));
    await purge();
    for (const [name, count] of [
      ['known', 1],
      ['none-999', 1],
      ['none-1000', 0],
      ['none-1002', 0],
    ] as const) {
      assert.equal((await left(name)).length, count, name);
    }
  });
}

describe('old deployments are forgotten', () => {
  describe('in SQLite', () => areForgotten(() => openDatabase({ memory: true })));

  it('while no row is read of those of which all are kept', async () => {
    const database = await openDatabase({ memory: true });
    await migrate(database);
    const plans = await plansOf(database, () => purgeDeployments(database, () => now));
    await database.close();
    assert.ok(plans.length > 0);
    assert.deepEqual(costly(plans, 'deployments'), []);
  });

  describe('in PostgreSQL', () => {
    const url = usePostgres();
    areForgotten(() => openDatabase({ url: url() }));
  });
});
