import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../src/base/clock.ts';
import { systemTimer } from '../../../src/base/timer.ts';
import type { Database } from '../../../src/database/database.ts';
import { migrate } from '../../../src/database/migrate.ts';
import { gatherRecords } from '../../../src/server/backup/gather-records.ts';
import { readConfig } from '../../../src/server/configuration.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import { openImagePlace } from '../../../src/server/open-image-place.ts';
import { KeptImage } from '../../../src/storage/kept-images/entity.ts';
import { generatedImage } from '../../storage/support/image-of.ts';
import { usePostgres } from '../../support/postgres.ts';
import { startTestServer } from '../../support/test-server.ts';

const resting =
  "select pid from pg_stat_activity where state like 'idle in transaction%' " +
  'and datname = current_database()';

describe('the snapshot of a backup', function () {
  this.timeout(60_000);
  const url = usePostgres();
  let folder: string;
  let database: Database;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-snapshot-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const copies = async () =>
    (await readdir(folder)).filter((name) => name.startsWith('fulmar.sqlite.snapshot'));

  const databases = {
    'SQLite, with its copy': {
      open: () => openDatabase({ file: join(folder, 'fulmar.sqlite') }),
      isOpen: async () => (await copies()).length > 0,
    },
    'PostgreSQL, with its transaction': {
      open: () => openDatabase({ url: url() }),
      isOpen: async () => (await database.em().execute(resting)).length > 0,
    },
  } as const;

  for (const [name, { open, isOpen }] of Object.entries(databases)) {
    it(`ends before contents are read [${name}]`, async () => {
      await using stack = new AsyncDisposableStack();
      database = await open();
      stack.defer(() => database.close());
      await migrate(database);
      const FULMAR_SECRET_KEY = Buffer.alloc(32, 1).toString('base64');
      const config = readConfig({ FULMAR_DATA: folder, FULMAR_SECRET_KEY });
      const from = { config, database, clock: systemClock, timer: systemTimer };
      const { digest, size, solo5, open: content } = generatedImage(1, 1000);
      await database.em().insert(KeptImage, { digest, size, solo5, keptAt: new Date() });
      await (await openImagePlace(from)).write(digest, content(), { size });
      const scratch = join(folder, 'fulmar.sqlite.snapshot');
      const { signal } = new AbortController();
      const options = { images: true, consoles: false, scratch, signal };
      const seen = { row: false, content: null as boolean | null };
      for await (const record of gatherRecords(from, options)) {
        if (typeof record === 'string') continue;
        if ('table' in record) seen.row ||= await isOpen();
        if ('content' in record) seen.content = await isOpen();
      }
      assert.deepEqual(seen, { row: true, content: false });
    });
  }

  it('of SQLite that a kill has left goes at the next start', async () => {
    for (const suffix of ['', '-wal', '-shm', '-journal'])
      await writeFile(join(folder, `fulmar.sqlite.snapshot${suffix}`), 'of a kill');
    const environment = { FULMAR_DATA: folder, FULMAR_PORT: '0', FULMAR_LOG_LEVEL: 'silent' };
    const server = await startTestServer(readConfig(environment));
    await server.close();
    assert.deepEqual(await copies(), []);
  });
});
