import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OwnServer } from '../../support/own-server.ts';

describe('the metrics of scheduled backups', function () {
  this.timeout(60_000);
  let folder: string;
  let server: OwnServer;
  before(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'fulmar-gauges-')), 'backups');
    const FULMAR_BACKUP_PASSPHRASE = 'a passphrase for tests';
    const FULMAR_BACKUP_INTERVAL = '12';
    const environment = { FULMAR_BACKUP_FOLDER: folder, FULMAR_BACKUP_PASSPHRASE };
    server = await OwnServer.open({}, { ...environment, FULMAR_BACKUP_INTERVAL });
  });
  after(async () => {
    await server?.close();
    await rm(join(folder, '..'), { recursive: true, force: true });
  });

  const newest = async () => {
    const text = await (await fetch(new URL('/metrics', server.url))).text();
    assert.match(text, /^fulmar_backup_interval_seconds 43200$/m);
    return Number(/^fulmar_backup_newest_timestamp_seconds (.*)$/m.exec(text)?.[1]);
  };

  it('say when the newest was made, as far as there is one', async () => {
    assert.equal(await newest(), 0);
    await mkdir(folder);
    for (const time of ['2026-11-01T00-00-00Z', '2026-11-02T12-00-00Z', '2099-01-01T00-00-00Z']) {
      await writeFile(join(folder, `fulmar-${time}.backup`), 'a');
    }
    assert.equal(await newest(), Date.UTC(2026, 10, 2, 12) / 1000, 'not one of the future');
  });
});
