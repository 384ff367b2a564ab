import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../src/database/migrate.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { usePostgres } from '../support/postgres.ts';

/** The last migration before the one that makes a column of it. */
const lastBefore = { sqlite: 'Migration20261201021317', postgresql: 'Migration20261201021318' };

for (const dialect of ['sqlite', 'postgresql'] as const) {
  describe(`an upload into a volume that was being removed, as a negative size said [${dialect}]`, function () {
    this.timeout(60_000);
    const postgres = dialect === 'postgresql' ? usePostgres() : null;
    let folder: string;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'fulmar-removing-'));
    });
    after(() => rm(folder, { recursive: true, force: true }));

    it('says so by a column of its own, beside its size', async () => {
      const url = postgres?.();
      const file = join(folder, 'fulmar.sqlite');
      const database = await openDatabase(url === undefined ? { file } : { url });
      await database.orm.migrator.up({ to: lastBefore[dialect] });
      for (const [volume, volume_size] of [
        ['gone', -2],
        ['kept', 3],
      ] as const) {
        const row = {
          ...{ id: randomUUID(), host: 'one', domain: 'alice', volume, volume_size },
          ...{ request_id: 'r', started_at: '2026-11-22T12:00:00Z' },
        };
        const places = Object.keys(row).map(() => '?');
        const sql = `insert into uploads (${Object.keys(row)}) values (${places})`;
        await database.em().execute(sql, Object.values(row));
      }
      await migrate(database);
      const select = 'select volume, volume_size, removing from uploads order by volume';
      const rows: readonly Record<string, unknown>[] = await database.em().execute(select);
      await database.close();
      assert.deepEqual(
        rows.map(({ removing, ...row }) => ({ ...row, removing: Boolean(removing) })),
        [
          { volume: 'gone', volume_size: 2, removing: true },
          { volume: 'kept', volume_size: 3, removing: false },
        ],
      );
    });
  });
}
