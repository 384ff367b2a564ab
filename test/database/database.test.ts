import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Database } from '../../src/database/database.ts';
import { migrate } from '../../src/database/migrate.ts';
import { IdempotencyRecord } from '../../src/http/idempotency/entity.ts';
import { openDatabase } from '../../src/server/open-database.ts';

const run = promisify(execFile);

const row = (id: string) => ({
  id,
  fingerprint: 'f',
  showedSecret: false,
  createdAt: new Date('2026-11-22T12:00:00Z'),
});

describe('the database', () => {
  let folder: string;
  let file: string;
  let database: Database;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-database-'));
    file = join(folder, 'fulmar.sqlite');
    database = await openDatabase({ file });
  });
  afterEach(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  it('has exactly the tables that the entities ask for, once it is migrated', async () => {
    await migrate(database);
    assert.equal(await database.orm.migrator.checkSchema(), false);
    assert.equal((await database.orm.schema.getUpdateSchemaSQL()).trim(), '');
  });

  it('keeps what is in it when it is opened and migrated again', async () => {
    await migrate(database);
    await database.em().insert(IdempotencyRecord, row('a'));
    await database.close();
    database = await openDatabase({ file });
    await migrate(database);
    const kept = await database.em().findOneOrFail(IdempotencyRecord, { id: 'a' });
    assert.deepEqual(kept.createdAt, row('a').createdAt);
  });

  it('takes a transaction back as a whole when it fails', async () => {
    await migrate(database);
    const failed = database.transaction(async (em) => {
      await em.insert(IdempotencyRecord, row('a'));
      throw new Error('midway');
    });
    await assert.rejects(failed, /midway/);
    assert.equal(await database.em().count(IdempotencyRecord), 0);
  });

  it('gives the room back that a large change took beside it', async () => {
    await migrate(database);
    const body = 'x'.repeat(20 * 2 ** 20);
    await database.em().insert(IdempotencyRecord, { ...row('large'), body });
    const journal = async () => (await stat(`${file}-wal`)).size;
    assert.ok((await journal()) >= body.length);
    for (const id of ['a', 'b']) await database.em().insert(IdempotencyRecord, row(id));
    assert.ok((await journal()) <= 16 * 2 ** 20, `${await journal()}`);
  });

  it('belongs to one process, from its opening on', async () => {
    await migrate(database);
    await database.close();
    database = await openDatabase({ file });
    const module = resolve('src/server/open-database.ts');
    const script = `
      import { openDatabase } from ${JSON.stringify(module)};
      await openDatabase({ file: process.argv[1] }).catch((error) => console.log(error.message));
    `;
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script, file]);
    assert.match(stdout, /is in use by another process/);
  });
});
