import assert from 'node:assert/strict';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../src/database/database.ts';
import { durableWithNext } from '../../src/database/durable-with-next.ts';
import { findEqual } from '../../src/database/rows/find-equal.ts';
import { insertRow } from '../../src/database/rows/insert-row.ts';
import { insertSoon } from '../../src/database/rows/insert-soon.ts';
import { updateEqual } from '../../src/database/rows/update-equal.ts';
import { IdempotencyRecord } from '../../src/http/idempotency/entity.ts';
import { openDatabase } from '../../src/server/open-database.ts';

const row = (id: string) => ({
  id,
  fingerprint: 'f',
  showedSecret: false,
  createdAt: new Date('2026-11-22T12:00:00Z'),
});

describe('a SQLite file', () => {
  let folder: string;
  let database: Database;
  let synced: number;
  let hold: Promise<void> | null;
  let fail: Error | null;
  let restore: () => void;

  before(async () => {
    const handle = await open(import.meta.filename);
    const prototype: { datasync(): Promise<void> } = Object.getPrototypeOf(handle);
    await handle.close();
    const { datasync } = prototype;
    prototype.datasync = async function watched() {
      await hold;
      if (fail) throw fail;
      await datasync.call(this);
      synced += 1;
    };
    restore = () => {
      prototype.datasync = datasync;
    };
  });
  after(() => restore());

  beforeEach(async () => {
    hold = null;
    fail = null;
    folder = await mkdtemp(join(tmpdir(), 'fulmar-disk-'));
    await openIt();
  });
  afterEach(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  async function openIt(durable?: boolean): Promise<void> {
    const file = join(folder, `fulmar-${durable}.sqlite`);
    database = await openDatabase({ file, ...(durable !== undefined && { durable }) });
    await database.orm.schema.create();
    synced = 0;
  }

  const add = (id: string) => insertRow(database.em(), IdempotencyRecord, row(id));

  it('has each commit on the disk before it is one', async () => {
    await add('a statement');
    assert.equal(synced, 1);
    await database.em().insert(IdempotencyRecord, row('of the ORM'));
    assert.equal(synced, 2);
    await database.transaction((em) => insertRow(em, IdempotencyRecord, row('a transaction')));
    assert.equal(synced, 3);
    await database.transaction(async (em) => {
      await em.transactional((inner) => insertRow(inner, IdempotencyRecord, row('a part of one')));
      assert.equal(synced, 3);
    });
    assert.equal(synced, 4);
  });

  it('waits for nothing where nothing was written', async () => {
    await findEqual(database.em(), IdempotencyRecord, { id: 'a' });
    await database.em().count(IdempotencyRecord);
    await updateEqual(database.em(), IdempotencyRecord, { id: 'none' }, { showedSecret: true });
    assert.equal(synced, 0);
  });

  it('serves others while a commit waits', async () => {
    const disk = Promise.withResolvers<void>();
    hold = disk.promise;
    let isDone = false;
    const adding = add('a').then(() => {
      isDone = true;
    });
    while ((await database.em().count(IdempotencyRecord)) === 0);
    assert.equal(isDone, false);
    disk.resolve();
    await adding;
  });

  it('has what may follow on the disk with the next commit', async () => {
    await database.transaction(async (em) => {
      durableWithNext(em);
      await insertRow(em, IdempotencyRecord, row('a'));
    });
    assert.equal(synced, 0);
    await add('b');
    assert.equal(synced, 1);
  });

  it('has a row soon on the disk that nobody waits for', async () => {
    const disk = Promise.withResolvers<void>();
    hold = disk.promise;
    await insertSoon(database.em(), IdempotencyRecord, row('a'));
    assert.equal((await findEqual(database.em(), IdempotencyRecord, { id: 'a' })).length, 1);
    assert.equal(synced, 0);
    disk.resolve();
    while (synced === 0) await new Promise(setImmediate);
    await add('b');
    assert.equal(synced, 2);
  });

  it('is broken once the disk has refused what nobody waits for', async () => {
    fail = new Error('EIO: i/o error, fdatasync');
    await insertSoon(database.em(), IdempotencyRecord, row('a'));
    while (!database.broken.aborted) await new Promise(setImmediate);
    assert.match(`${database.broken.reason}`, /EIO/);
  });

  it('is broken once the disk has refused', async () => {
    fail = new Error('EIO: i/o error, fdatasync');
    await assert.rejects(add('a'), /disk did not take/);
    assert.match(`${database.broken.reason}`, /EIO/);
    fail = null;
    await assert.rejects(add('b'), /disk did not take/);
  });

  it('does not wait where it need not outlive a crash', async () => {
    await database.close();
    await openIt(false);
    await add('a');
    assert.equal(synced, 0);
    assert.deepEqual(await database.em().execute('pragma synchronous'), [{ synchronous: 0 }]);
  });
});
