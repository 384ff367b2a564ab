import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { createLogger } from '../../../src/base/log.ts';
import { systemTimer } from '../../../src/base/timer.ts';
import type { Database } from '../../../src/database/database.ts';
import { LocalLocks } from '../../../src/database/locks/local-locks.ts';
import { migrate } from '../../../src/database/migrate.ts';
import { backUpIfDue, madeBackups } from '../../../src/server/backup/schedule.ts';
import { isBackingUp, writeBackup } from '../../../src/server/backup/write-backup.ts';
import { readConfig } from '../../../src/server/configuration.ts';
import { openDatabase } from '../../../src/server/open-database.ts';

const passphrase = 'a passphrase for tests';

describe('scheduled backups', function () {
  this.timeout(120_000);
  let folder: string;
  let database: Database;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-schedule-'));
    database = await openDatabase({ memory: true });
    await migrate(database);
  });
  after(async () => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('are made when they are due, and the oldest go', async () => {
    const backups = join(folder, 'backups');
    const config = readConfig({
      FULMAR_DATA: folder,
      FULMAR_BACKUP_FOLDER: backups,
      FULMAR_BACKUP_PASSPHRASE: passphrase,
      FULMAR_BACKUP_INTERVAL: '12',
      FULMAR_BACKUPS_KEPT: '2',
    });
    let now = new Date('2026-11-01T00:00:00Z');
    const { signal } = new AbortController();
    const log = createLogger('silent');
    const locks = new LocalLocks(systemTimer);
    const deps = { config, database, log, locks, timer: systemTimer, clock: () => now };
    const atHour = async (hour: number) => {
      now = new Date(Date.UTC(2026, 10, 1, hour));
      await backUpIfDue(deps, { folder: backups, passphrase, signal });
      return await madeBackups(backups);
    };
    assert.equal((await atHour(0)).length, 1);
    await writeFile(join(backups, '.fulmar-x.backup.y.unfinished'), 'of a kill');
    await writeFile(join(backups, 'notes'), 'not ours');
    assert.equal((await atHour(11)).length, 1);
    assert.equal((await atHour(12)).length, 2);
    assert.deepEqual(await atHour(24), [
      'fulmar-2026-11-01T12-00-00Z.backup',
      'fulmar-2026-11-02T00-00-00Z.backup',
    ]);
    await writeFile(
      join(backups, 'fulmar-2099-01-01T00-00-00Z.backup'),
      'of a clock that was wrong',
    );
    assert.equal((await atHour(25)).length, 3, 'none is due');
    const both = [atHour(48), atHour(48)]; // as two servers with one folder
    await Promise.all(both);
    assert.deepEqual(await madeBackups(backups), [
      'fulmar-2026-11-02T00-00-00Z.backup',
      'fulmar-2026-11-03T00-00-00Z.backup',
      'fulmar-2099-01-01T00-00-00Z.backup',
    ]);
    const early = await atHour(-365 * 24);
    assert.ok(early.includes('fulmar-2025-11-01T00-00-00Z.backup'), 'the one just made stays');
    assert.deepEqual(
      (await readdir(backups)).filter((name) => !/^fulmar-/.test(name)),
      ['notes'],
    );
  });

  it('wait for one that somebody has asked for', async () => {
    const backups = join(folder, 'waiting');
    const environment = { FULMAR_BACKUP_FOLDER: backups, FULMAR_BACKUP_PASSPHRASE: passphrase };
    const config = readConfig({ FULMAR_DATA: folder, ...environment });
    const log = createLogger('silent');
    const locks = new LocalLocks(systemTimer);
    const { signal } = new AbortController();
    const deps = { config, database, log, locks, timer: systemTimer, clock: () => new Date() };
    const file = join(folder, 'asked-for.backup');
    const contents = { images: false, consoles: false };
    const asked = writeBackup(deps, { file, passphrase, ...contents, signal });
    while (!isBackingUp(deps)) await setImmediate();
    assert.equal(await backUpIfDue(deps, { folder: backups, passphrase, signal }), null);
    await asked;
    const whole = { image: 0, console: 0 };
    assert.deepEqual(await backUpIfDue(deps, { folder: backups, passphrase, signal }), whole);
  });
});
