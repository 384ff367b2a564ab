import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { parseLabel } from '../../../src/albatross/names.ts';
import type { Database } from '../../../src/database/database.ts';
import { StoredEvent } from '../../../src/database/events/entity.ts';
import { migrate } from '../../../src/database/migrate.ts';
import { deleteEqual } from '../../../src/database/rows/delete-equal.ts';
import { deleteInSteps } from '../../../src/database/rows/delete-in-steps.ts';
import { findEqual } from '../../../src/database/rows/find-equal.ts';
import { insertRow } from '../../../src/database/rows/insert-row.ts';
import { updateEqual } from '../../../src/database/rows/update-equal.ts';
import { UsedIdentity } from '../../../src/identity/trusts/used-identity.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import { KeptImage } from '../../../src/storage/kept-images/entity.ts';
import { StoredUnikernel } from '../../../src/unikernels/registry/entity.ts';
import { ended } from '../../../src/unikernels/registry/rows.ts';
import { usePostgres } from '../../support/postgres.ts';

const at = new Date('2026-11-30T12:34:56.789Z');

const unikernel = (name: string, more: Partial<StoredUnikernel> = {}) => ({
  ...ended(at),
  ...{ id: randomUUID(), host: parseLabel('h'), domain: parseLabel('d'), name: parseLabel(name) },
  ...{ createdAt: at, destroyedAt: null, labels: { "it's": 'a ? "label"' } },
  ...more,
});

const happened = (once: string | null) => ({
  ...{ id: randomUUID(), type: 'a.b', severity: 'info' as const, account: null, object: 'o' },
  ...{ summary: 's', facts: { on: ['x'] }, at, hostAt: null, count: 1, lastAt: at, once },
});

/** What holds on both databases. */
function areWrittenOut(open: () => Promise<Database>) {
  let database: Database;
  before(async () => {
    database = await open();
  });
  after(() => database.close());
  beforeEach(async () => {
    await database.em().nativeDelete(StoredUnikernel, {});
    await database.em().nativeDelete(StoredEvent, {});
  });

  it('are read as the ORM has stored them, and stored as it reads them', async () => {
    const row = unikernel('a', {
      keepConsole: false,
      keepTries: 3,
      exit: null,
      starts: ['1', '2'],
    });
    await insertRow(database.em(), StoredUnikernel, row);
    await database
      .em()
      .insert(StoredUnikernel, { ...row, id: randomUUID(), name: parseLabel('b') });
    const by = { by: ['name'] } as const;
    const found = await findEqual(database.em(), StoredUnikernel, { domain: row.domain }, by);
    const read = await database.em().find(StoredUnikernel, {}, { orderBy: { name: 'asc' } });
    assert.deepEqual(
      found.map(({ name }) => name),
      ['a', 'b'],
    );
    assert.deepEqual(
      found.map((each) => ({ ...each })),
      read.map((each) => ({ ...each })),
    );
    for (const [name, value] of Object.entries(row)) {
      assert.deepEqual(Reflect.get(found[0] ?? {}, name), value, name);
    }
  });

  it('are found, changed and forgotten by values, null among them', async () => {
    const em = database.em();
    await insertRow(em, StoredUnikernel, unikernel('a'));
    await insertRow(em, StoredUnikernel, unikernel('b', { askedAt: at }));
    await insertRow(em, StoredUnikernel, unikernel('c', { askedAt: at, managed: true }));
    const change = { desired: 'running', askedAt: null, labels: {}, health: undefined } as const;
    const asked = { askedAt: at, managed: true };
    assert.equal(await updateEqual(em, StoredUnikernel, asked, change), 1);
    assert.equal(await updateEqual(em, StoredUnikernel, asked, change), 0);
    const order = { by: ['host', 'name'], descending: true } as const;
    const idle = await findEqual(em, StoredUnikernel, { askedAt: null }, order);
    assert.deepEqual(
      idle.map(({ name, desired, labels }) => [name, desired, Object.keys(labels)]),
      [
        ['c', 'running', []],
        ['a', 'stopped', ["it's"]],
      ],
    );
    assert.equal(await deleteEqual(em, StoredUnikernel, { askedAt: null }), 2);
    assert.equal((await findEqual(em, StoredUnikernel, { domain: parseLabel('d') })).length, 1);
  });

  it('are forgotten by a condition, in steps of a thousand', async () => {
    const ends = (index: number) => new Date(at.getTime() + index);
    const all = Array.from({ length: 2_600 }, (_, index) => ({
      digest: `${index}`,
      endsAt: ends(index),
    }));
    await database.em().insertMany(UsedIdentity, all);
    let steps = 0;
    const em = () => {
      steps += 1;
      return database.em();
    };
    await deleteInSteps({ em }, UsedIdentity, 'ends_at < ?', [ends(2_500)]);
    assert.equal(await database.em().count(UsedIdentity, {}), 100);
    assert.equal(steps, 3);
    await database.em().nativeDelete(UsedIdentity, {});
  });

  it('are part of the transaction in which they are written', async () => {
    const failing = database.transaction(async (em) => {
      await insertRow(em, StoredUnikernel, unikernel('a'));
      assert.equal((await findEqual(em, StoredUnikernel, { name: parseLabel('a') })).length, 1);
      throw new Error('not so');
    });
    await assert.rejects(failing, /not so/);
    assert.deepEqual(
      await findEqual(database.em(), StoredUnikernel, { host: parseLabel('h') }),
      [],
    );
  });

  it('are refused where one has the same value, or left out', async () => {
    const em = database.em();
    await insertRow(em, StoredEvent, happened('once'), 'once');
    await insertRow(em, StoredEvent, happened('once'), 'once');
    await insertRow(em, StoredEvent, happened(null), 'once');
    assert.equal((await findEqual(em, StoredEvent, { type: 'a.b' })).length, 2);
    await assert.rejects(
      insertRow(em, StoredEvent, happened('once')),
      UniqueConstraintViolationException,
    );
  });

  it('have no columns that the entity has not', async () => {
    const other = { digest: 'd', colour: 'red' };
    await assert.rejects(insertRow(database.em(), KeptImage, other), /kept_images has no colour/);
  });
}

describe('rows that are written out', () => {
  areWrittenOut(async () => {
    const database = await openDatabase({ memory: true });
    await migrate(database);
    return database;
  });
});

describe('rows that are written out, with PostgreSQL', () => {
  const url = usePostgres();
  areWrittenOut(async () => {
    const database = await openDatabase({ url: url() });
    await migrate(database);
    return database;
  });
});
