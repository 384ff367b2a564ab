import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Database } from '../../src/database/database.ts';
import { databaseFault } from '../../src/database/errors.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { Upload } from '../../src/volumes/entity.ts';

const full = (error: unknown) => databaseFault(error) === 'full';

describe('a database that is full', () => {
  let database: Database;
  beforeEach(async () => {
    database = await openDatabase({ memory: true });
    await database.orm.schema.create();
    const [row] = await database.em().execute<[{ page_count: number }]>('pragma page_count');
    await limitTo(row.page_count + 1);
  });
  afterEach(() => database.close());

  const limitTo = (pages: number) => database.em().execute(`pragma max_page_count = ${pages}`);

  async function add(em = database.em()): Promise<void> {
    em.create(Upload, {
      id: randomUUID(),
      host: 'one',
      domain: 'alice',
      volume: randomUUID(),
      spoolId: null,
      volumeSize: 1,
      sha256: 'a'.repeat(10_000),
      requestId: 'test',
      startedAt: new Date(),
    });
    await em.flush();
  }

  it('fails each time, loses nothing, and goes on when there is room', async () => {
    await assert.rejects(add(), full);
    await assert.rejects(add(), full);
    assert.equal(await database.em().count(Upload), 0);
    await limitTo(1_000_000);
    await add();
    assert.equal(await database.em().count(Upload), 1);
  });

  it('fails a transaction as a whole, one within another too', async () => {
    const adding = database.transaction((em) => em.transactional((inner) => add(inner)));
    await assert.rejects(adding, full);
    assert.equal(await database.em().count(Upload), 0);
    await limitTo(1_000_000);
    await add();
  });
});
