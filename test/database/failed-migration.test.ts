import assert from 'node:assert/strict';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database, DatabaseLocation } from '../../src/database/database.ts';
import { DatabaseUnusableError } from '../../src/database/errors.ts';
import { migrate } from '../../src/database/migrate.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { usePostgres } from '../support/postgres.ts';

const first = { sqlite: 'Migration20261122080658', postgresql: 'Migration20261122084908' };

/** What a later migration makes, and finds there already. */
const obstacle = 'create table device_requests (oddity integer)';

async function within<T>(
  location: DatabaseLocation,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(location);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

const execute = (location: DatabaseLocation, sql: string) =>
  within(location, (database) => database.em().execute(sql));

const addDomain = (name: string) =>
  `insert into domains (name, account_id) values ('${name}', '00000000-0000-4000-8000-00000000000${name.length}')`;

const domainsIn = (location: DatabaseLocation) =>
  execute(location, 'select name from domains order by name');

const migrationsIn = (location: DatabaseLocation) =>
  within(location, async ({ orm }) => (await orm.migrator.getExecuted()).map(({ name }) => name));

/** Has it migrated, which fails; gives what is said then. */
async function failure(location: DatabaseLocation): Promise<string> {
  const error = await within(location, migrate).catch((cause: unknown) => cause);
  assert.ok(error instanceof DatabaseUnusableError, `${error}`);
  return error.message;
}

for (const dialect of ['sqlite', 'postgresql'] as const) {
  describe(`a migration that fails half-way [${dialect}]`, function () {
    this.timeout(60_000);
    const postgres = dialect === 'postgresql' ? usePostgres() : null;
    let folder: string;
    let location: { readonly file: string } | { readonly url: string };
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'fulmar-failed-'));
      location = postgres ? { url: postgres() } : { file: join(folder, 'fulmar.sqlite') };
      await within(location, ({ orm }) => orm.migrator.up({ to: first[dialect] }));
      await execute(location, addDomain('a'));
      await execute(location, obstacle);
    });
    after(() => rm(folder, { recursive: true, force: true }));

    const copies = async () =>
      (await readdir(folder)).filter((name) => name.startsWith('fulmar.sqlite.before-'));

    it('leaves the database as it was, and says so', async () => {
      const before = await migrationsIn(location);
      const message = await failure(location);
      assert.match(
        message,
        /^The database cannot be brought up to date, and is as it was: .*device_requests/,
      );
      assert.deepEqual(await migrationsIn(location), before);
      assert.deepEqual(await domainsIn(location), [{ name: 'a' }]);
    });

    it('can be tried again, and keeps a copy of what was there then', async () => {
      await execute(location, addDomain('bb')); // as the older release does that was gone back to
      await failure(location);
      await execute(location, 'drop table device_requests');
      await within(location, migrate);
      assert.deepEqual(await domainsIn(location), [{ name: 'a' }, { name: 'bb' }]);
      if (!('file' in location)) return;
      const [copy, ...others] = await copies();
      assert.deepEqual(others, []);
      const former = { file: join(folder, `${copy}`) };
      assert.deepEqual(await domainsIn(former), [{ name: 'a' }, { name: 'bb' }]);
      assert.equal((await migrationsIn(former)).length, 1);
    });

    it('is gone back from as the documentation says', async () => {
      if (!('file' in location)) return;
      const { file } = location;
      await execute(location, addDomain('ccc'));
      const [copy] = await copies();
      for (const suffix of ['-wal', '-shm']) await rm(`${file}${suffix}`, { force: true });
      await rename(join(folder, `${copy}`), file);
      assert.deepEqual(await domainsIn(location), [{ name: 'a' }, { name: 'bb' }]);
      assert.equal((await migrationsIn(location)).length, 1);
    });
  });
}
