import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { parseLabel } from '../../src/albatross/names.ts';
import type { Database } from '../../src/database/database.ts';
import { migrate } from '../../src/database/migrate.ts';
import { DefaultPolicy, PendingPolicy } from '../../src/hosts/policies/defaults/entity.ts';
import { tellFailed } from '../../src/server/backup/tell-backups.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { RestoredServer } from './backup/restored-server.ts';

const answer = z.object({
  running: z.literal(false),
  findings: z.array(
    z.object({
      check: z.string(),
      state: z.string(),
      detail: z.string(),
      advice: z.string().nullable(),
    }),
  ),
});

describe('an account that is made while the server does not run', () => {
  it('is to be given the default policies of hosts', async () => {
    const key = randomBytes(32).toString('base64');
    await using place = await RestoredServer.make({ FULMAR_SECRET_KEY: key });
    const data = join(place.folder, 'data');
    await mkdir(data, { mode: 0o700 });
    const database = await openDatabase({ file: join(data, 'fulmar.sqlite') });
    await migrate(database);
    const hostId = randomUUID();
    await database.em().insert(DefaultPolicy, { hostId, template: parseLabel('small') });
    await database.close();
    const body = { name: 'carol', email: 'carol@example.org' };
    const { code, text } = await place.control('admin/create', body);
    assert.equal(code, 0, text);
    const after = await openDatabase({ file: join(data, 'fulmar.sqlite') });
    const pending = await after.em().findAll(PendingPolicy);
    await after.close();
    assert.deepEqual(
      pending.map(({ domain, template }) => [domain, template]),
      [['carol', 'small']],
    );
  });
});

describe('the check of a server that does not run', function () {
  this.timeout(60_000);
  let place: RestoredServer;
  let data: string;
  beforeEach(async () => {
    place = await RestoredServer.make();
    data = join(place.folder, 'data');
    await mkdir(data, { mode: 0o700 });
    await withDatabase(migrate);
  });
  afterEach(() => place[Symbol.asyncDispose]());

  async function withDatabase(work: (database: Database) => Promise<unknown>): Promise<void> {
    const database = await openDatabase({ file: join(data, 'fulmar.sqlite') });
    await work(database);
    await database.close();
  }

  /** What is found of one thing, in one text. */
  async function find(name: string, settings: Readonly<Record<string, string>> = {}) {
    const { code, text } = await place.control('server/check', {}, { environment: settings });
    assert.equal(code, 0, text);
    const { findings } = answer.parse(JSON.parse(text));
    const found = findings.find(({ check }) => check === name);
    return `${found?.state}: ${found?.detail} → ${found?.advice}`;
  }

  it('says how much older or newer the tables are than the program', async () => {
    assert.match(await find('schema'), /^ok: /);
    const ofMigrations = (sql: string) => withDatabase((database) => database.em().execute(sql));
    await ofMigrations(
      'delete from mikro_orm_migrations where id in (select id from mikro_orm_migrations order by id desc limit 2)',
    );
    assert.match(
      await find('schema'),
      /^wrong: .* older than this program by 2 changes.* → Make a backup/,
    );
    await ofMigrations(
      "insert into mikro_orm_migrations (name) values ('Migration20991231000000')",
    );
    assert.match(
      await find('schema'),
      /^wrong: .* newer than this program by one change.* → Install/,
    );
  });

  it('says whose a file is that is not the server’s', async function () {
    assert.match(await find('permissions'), /^ok: /);
    if (process.getuid?.() !== 0) this.skip();
    await chown(join(data, 'fulmar.sqlite'), 4242, 4242);
    assert.match(await find('permissions'), /fulmar\.sqlite belongs to the user 4242.* → chown 0 /);
  });

  it('says that its database is damaged, and what to do', async () => {
    await writeFile(join(data, 'fulmar.sqlite'), Buffer.alloc(8192, 'no database '));
    const found = await find('database');
    assert.match(found, /^wrong: .*fulmar\.sqlite is damaged.* → .*restore .*--replace/);
  });

  it('says that scheduled backups are not made, and why', async () => {
    const folder = join(place.folder, 'backups');
    const settings = {
      FULMAR_BACKUP_FOLDER: folder,
      FULMAR_BACKUP_PASSPHRASE: 'a passphrase for tests',
    };
    assert.match(
      await find('backups', settings),
      /^wrong: The folder of backups cannot be used: ENOENT/,
    );
    await mkdir(folder);
    const future = 'fulmar-2099-01-01T00-00-00Z.backup'; // of a clock that was wrong
    await writeFile(join(folder, future), 'a');
    assert.match(
      await find('backups', settings),
      /^wrong: There is no scheduled backup in .* → Look for/,
    );
    await withDatabase((database) =>
      tellFailed({ database, clock: () => new Date() }, 'The disk is full.'),
    );
    assert.match(
      await find('backups', settings),
      /^wrong: There is no scheduled backup .* → The disk is full\.$/,
    );
    const now = new Date().toISOString().replaceAll(':', '-').replace(/\.\d+/, '');
    await writeFile(join(folder, `fulmar-${now}.backup`), '');
    assert.match(
      await find('backups', settings),
      /^wrong: The last one could not be made\. → The disk/,
    );
  });
});
