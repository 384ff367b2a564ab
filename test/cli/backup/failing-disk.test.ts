import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import promises, { rm } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { OwnServer } from '../../support/own-server.ts';
import { callCommand } from '../support/call-command.ts';
import { passphrase, RestoredServer } from './restored-server.ts';

const { open } = promises;

/** Has a folder fail to be opened from when `isTime`, as on a disk that is broken. */
function breakFolder(folder: string, isTime: () => boolean): Disposable {
  promises.open = async (path, ...how) => {
    if (path === folder && isTime()) throw new Error('EIO: i/o error');
    return await open(path, ...how);
  };
  syncBuiltinESMExports();
  return {
    [Symbol.dispose]() {
      promises.open = open;
      syncBuiltinESMExports();
    },
  };
}

describe('a backup whose database has taken the former one’s place when the disk fails', function () {
  this.timeout(120_000);
  let server: OwnServer;
  let file: string;
  before(async () => {
    server = await OwnServer.open();
    file = join(server.folder, 'all.backup');
    const environment = {
      FULMAR_DATA: join(server.folder, 'data'),
      FULMAR_BACKUP_PASSPHRASE: passphrase,
    };
    const told = await callCommand(server.folder, ['server', 'backup', file], { environment });
    assert.equal(told.code, 0, told.stderr);
  });
  after(() => server?.close());

  it('keeps the key that opens it', async () => {
    await using restored = await RestoredServer.make();
    await restored.restore(file);
    const data = join(restored.folder, 'data');
    const key = join(data, 'secret-key');
    await rm(key);
    const isInPlace = () => existsSync(key) && !existsSync(join(data, 'fulmar.sqlite.restoring'));
    {
      using _broken = breakFolder(data, isInPlace);
      const body = { file, passphrase, replace: true };
      const { code } = await restored.control('server/restore', body);
      assert.equal(code, 1);
    }
    assert.ok(existsSync(key));
    await restored.ask(server.administrator, async (get) => {
      await get('/hosts/one/check', { method: 'POST' });
    });
  });
});
