import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database, DatabaseLocation } from '../../src/database/database.ts';
import { DatabaseUnusableError } from '../../src/database/errors.ts';
import { migrate } from '../../src/database/migrate.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { usePostgres } from '../support/postgres.ts';
import { runFile } from './support/first-release.ts';

const upload = {
  ...{ id: randomUUID(), host: 'one', domain: 'alice', volume: 'data', spool_id: randomUUID() },
  ...{ sha256: 'abc', request_id: 'r', started_at: '2026-11-22T12:00:00Z' },
};

/** A database of the earliest release, with an upload under way. */
async function makeEarliest(location: DatabaseLocation, dialect: string): Promise<void> {
  const database = await openDatabase(location);
  await runFile(database, `early-${dialect}.sql`);
  const places = Object.keys(upload).map(() => '?');
  const sql = `insert into uploads (${Object.keys(upload)}) values (${places})`;
  await database.em().execute(sql, Object.values(upload));
  await database.close();
}

async function uploadsIn(database: Database): Promise<object[]> {
  return await database.em().execute('select volume, spool_id, volume_size, owner from uploads');
}

const kept = [{ volume: 'data', spool_id: upload.spool_id, volume_size: 0, owner: '' }];

/** Migrates what is there, and gives the reason where that is refused. */
async function refusal(location: DatabaseLocation): Promise<string> {
  const database = await openDatabase(location);
  try {
    await migrate(database);
    return '';
  } catch (error) {
    assert(error instanceof DatabaseUnusableError, `${error}`);
    return error.message;
  } finally {
    await database.close();
  }
}

const fromLater = "insert into mikro_orm_migrations (name) values ('Migration20991231000000')";
const newer = /^The database is newer than this program, .*Migration20991231000000[^.]*\.$/;

describe('the migration of a SQLite file', () => {
  let folder = '';
  let location: { readonly file: string };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-migrate-'));
    location = { file: join(folder, 'fulmar.sqlite') };
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const copies = async () =>
    (await readdir(folder)).filter((name) => name.startsWith('fulmar.sqlite.before-'));

  it('keeps what the earliest release had under way, and a copy of the file as it was', async () => {
    await makeEarliest(location, 'sqlite');
    const database = await openDatabase(location);
    await migrate(database);
    assert.deepEqual(await uploadsIn(database), kept);
    await database.close();
    assert.deepEqual(await copies(), ['fulmar.sqlite.before-Migration20261122080658']);
    const copy = join(folder, 'fulmar.sqlite.before-Migration20261122080658');
    assert.equal((await stat(copy)).mode & 0o777, 0o600);
    const former = await openDatabase({ file: copy });
    const [row] = await former.em().execute('select * from uploads');
    assert.partialDeepStrictEqual(row, { volume: 'data' });
    assert(!Object.hasOwn(Object(row), 'volume_size'));
    await former.close();
  });

  it('keeps no copy of a new file, nor of one that is as it has to be', async () => {
    for (const _again of [1, 2]) assert.equal(await refusal(location), '');
    assert.deepEqual(await copies(), []);
  });

  it('makes a copy again that was not finished', async () => {
    await makeEarliest(location, 'sqlite');
    const name = 'fulmar.sqlite.before-Migration20261122080658';
    await writeFile(join(folder, `${name}.unfinished`), 'half');
    assert.equal(await refusal(location), '');
    assert.deepEqual(await copies(), [name]);
  });

  it('is refused where the file is newer than the program', async () => {
    assert.equal(await refusal(location), '');
    const database = await openDatabase(location);
    await database.em().execute(fromLater);
    await database.close();
    assert.match(await refusal(location), newer);
    assert.deepEqual(await copies(), []);
  });
});

describe('the migration of a database on PostgreSQL', () => {
  const url = usePostgres();

  it('keeps what the earliest release had under way, by servers that start together', async () => {
    await makeEarliest({ url: url() }, 'postgresql');
    const reasons = [1, 2, 3].map(() => refusal({ url: url() }));
    assert.deepEqual(await Promise.all(reasons), ['', '', '']);
    const database = await openDatabase({ url: url() });
    assert.deepEqual(await uploadsIn(database), kept);
    await database.close();
  });

  it('is refused where it is newer than the program', async () => {
    assert.equal(await refusal({ url: url() }), '');
    const database = await openDatabase({ url: url() });
    await database.em().execute(fromLater);
    await database.close();
    assert.match(await refusal({ url: url() }), newer);
  });
});
