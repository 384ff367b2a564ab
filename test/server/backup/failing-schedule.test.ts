import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '../../../src/base/log.ts';
import { systemTimer } from '../../../src/base/timer.ts';
import type { Database } from '../../../src/database/database.ts';
import { StoredEvent } from '../../../src/database/events/entity.ts';
import { LocalLocks } from '../../../src/database/locks/local-locks.ts';
import { migrate } from '../../../src/database/migrate.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import { madeBackups, scheduleBackups } from '../../../src/server/backup/schedule.ts';
import { backupCheck } from '../../../src/server/check/backup-check.ts';
import { findAll } from '../../../src/server/check/finding.ts';
import { readConfig } from '../../../src/server/configuration.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import { parseImage } from '../../../src/solo5/image.ts';
import { KeptImage } from '../../../src/storage/kept-images/entity.ts';
import { mountTiny, unmount } from '../support/mount-tiny.ts';
import { until } from '../support/until.ts';

describe('scheduled backups that cannot be made', function () {
  this.timeout(60_000);
  let folder: string;
  let backups: string;
  let database: Database;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-failing-'));
    backups = join(folder, 'backups');
    database = await openDatabase({ memory: true });
    await migrate(database);
  });
  afterEach(async () => {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  const told = async () =>
    (await database.em().find(StoredEvent, {}, { orderBy: { serial: 'asc' } })).map(
      ({ summary }) => summary,
    );
  const made = () => madeBackups(backups).catch(() => []);

  /** Runs the schedule, which looks all the time, until something is so. */
  async function run(
    isSo: (looks: number) => Promise<boolean>,
    more: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const FULMAR_BACKUP_PASSPHRASE = 'a passphrase for tests';
    const environment = { FULMAR_BACKUP_FOLDER: backups, FULMAR_BACKUP_PASSPHRASE };
    let looks = 0;
    const timer: typeof systemTimer = (milliseconds, action) => {
      const isLook = milliseconds === 5 * 60_000;
      if (isLook) looks += 1;
      return systemTimer(isLook ? 1 : milliseconds, action);
    };
    await using _scheduled = scheduleBackups({
      ...{ database, timer, log: createLogger('silent'), clock: () => new Date() },
      config: readConfig({ FULMAR_DATA: folder, ...environment, ...more }),
      locks: new LocalLocks(timer),
    });
    await until(() => isSo(looks));
  }

  it('are told once where their folder cannot be used, and tried until it can', async () => {
    await writeFile(backups, 'no folder');
    await run(async (looks) => looks > 3 && (await told()).length > 0);
    const [failed] = await told();
    assert.match(
      `${failed}`,
      /^No scheduled backup is made: The folder \S+backups cannot be used: /,
    );
    await run(async (looks) => looks > 3);
    assert.deepEqual(await told(), [failed]);
    await rm(backups);
    await run(async () => (await told()).length > 1);
    assert.deepEqual(await told(), [failed, 'Scheduled backups are made again.']);
    assert.equal((await made()).length, 1);
    await run(async (looks) => looks > 3);
    assert.equal((await told()).length, 2);
  });

  it('are told of where images are missing in them, until they are not', async () => {
    const [digest, solo5] = ['ab'.repeat(32), parseImage(sampleImage())];
    const em = database.em();
    await em.insert(KeptImage, { digest, size: 3, solo5, keptAt: new Date() });
    const contents = { FULMAR_BACKUP_CONTENTS: 'images' };
    const check = async () => {
      const environment = {
        FULMAR_BACKUP_FOLDER: backups,
        FULMAR_BACKUP_PASSPHRASE: 'x'.repeat(12),
      };
      const config = readConfig({ FULMAR_DATA: folder, ...environment, ...contents });
      const [finding] = await findAll([backupCheck({ config, clock: () => new Date(), database })]);
      return [finding?.state, finding?.detail];
    };
    await run(async () => (await told()).length > 0, contents);
    const incomplete =
      'The last scheduled backup lacks 1 image, not found where the server keeps them.';
    assert.deepEqual(await told(), [incomplete]);
    assert.deepEqual(await check(), ['wrong', incomplete]);
    await rm(backups, { recursive: true });
    await run(async () => (await made()).length > 0, contents);
    assert.deepEqual(await told(), [incomplete], 'once');
    await em.nativeDelete(KeptImage, { digest });
    await rm(backups, { recursive: true });
    await run(async () => (await told()).length > 1, contents);
    assert.deepEqual(await told(), [incomplete, 'Scheduled backups are made again.']);
    assert.equal((await check())[0], 'ok');
  });

  it('leave nothing on a disk that is full, and are made when it has room', async function () {
    await mkdir(backups);
    if (!(await mountTiny(backups, 4))) this.skip();
    try {
      await writeFile(join(backups, 'ballast'), Buffer.alloc(4096));
      await run(async (looks) => looks > 3);
      const [failed, ...more] = await told();
      assert.match(`${failed}`, /The disk of \S+backups has no room for the backup\.$/);
      assert.deepEqual(more, []);
      assert.deepEqual(await readdir(backups), ['ballast']);
    } finally {
      await unmount(backups);
    }
    await run(async () => (await told()).length > 1);
    assert.equal((await made()).length, 1);
  });
});
