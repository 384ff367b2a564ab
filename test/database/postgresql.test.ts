import assert from 'node:assert/strict';
import type { Database } from '../../src/database/database.ts';
import { DatabaseUnreachableError } from '../../src/database/errors.ts';
import { migrate } from '../../src/database/migrate.ts';
import { IdempotencyRecord } from '../../src/http/idempotency/entity.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { usePostgres } from '../support/postgres.ts';

const row = (id: string) => ({
  id,
  fingerprint: 'f'.repeat(1000),
  showedSecret: false,
  createdAt: new Date('2026-11-22T12:00:00.123Z'),
});

describe('the database on PostgreSQL', () => {
  const url = usePostgres();
  const open: Database[] = [];
  const connect = async () => {
    const database = await openDatabase({ url: url() });
    open.push(database);
    return database;
  };
  afterEach(async () => {
    await Promise.all(open.splice(0).map((database) => database.close()));
  });

  it('is migrated once by servers that start together', async () => {
    const databases = await Promise.all([connect(), connect(), connect()]);
    await Promise.all(databases.map(migrate));
    for (const { orm } of databases) assert.deepEqual(await orm.migrator.getPending(), []);
  });

  it('has exactly the tables that the entities ask for, once it is migrated', async () => {
    const database = await connect();
    await migrate(database);
    assert.equal(await database.orm.migrator.checkSchema(), false);
    assert.equal((await database.orm.schema.getUpdateSchemaSQL()).trim(), '');
  });

  it('keeps long texts and milliseconds', async () => {
    const database = await connect();
    await migrate(database);
    await database.em().insert(IdempotencyRecord, row('a'));
    const kept = await database.em().findOneOrFail(IdempotencyRecord, { id: 'a' });
    assert.deepEqual(
      [kept.createdAt, kept.fingerprint],
      [row('a').createdAt, row('a').fingerprint],
    );
  });

  it('takes a transaction back as a whole when it fails', async () => {
    const database = await connect();
    await migrate(database);
    const failed = database.transaction(async (em) => {
      await em.insert(IdempotencyRecord, row('b'));
      throw new Error('midway');
    });
    await assert.rejects(failed, /midway/);
    assert.equal(await database.em().count(IdempotencyRecord, { id: 'b' }), 0);
  });

  it('says that it cannot be reached, without the password', async () => {
    const elsewhere = new URL(url());
    elsewhere.password = 'hunter2';
    await assert.rejects(
      openDatabase({ url: elsewhere.href }),
      (error) => error instanceof DatabaseUnreachableError && !/hunter2/.test(error.message),
    );
  });
});
