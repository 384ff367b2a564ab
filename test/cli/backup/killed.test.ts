import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../../server/support/until.ts';
import { OwnServer } from '../../support/own-server.ts';
import { callCommand } from '../support/call-command.ts';
import { passphrase, program, RestoredServer } from './restored-server.ts';

describe('a backup that is killed', function () {
  this.timeout(120_000);
  let place: RestoredServer;
  let all: string;
  before(async () => {
    place = await RestoredServer.make();
    all = join(place.folder, 'all.backup');
    await using server = await OwnServer.open();
    const FULMAR_DATA = join(server.folder, 'data');
    const environment = { FULMAR_DATA, FULMAR_BACKUP_PASSPHRASE: passphrase };
    const told = await callCommand(server.folder, ['server', 'backup', all], { environment });
    assert.equal(told.code, 0, told.stderr);
    await place.restore(all);
  });
  after(() => place[Symbol.asyncDispose]());

  const files = async () => (await readdir(place.folder)).filter((name) => name.includes('other'));

  for (const [signal, left] of [
    ['SIGKILL', 1],
    ['SIGTERM', 0],
  ] as const) {
    it(`leaves nothing that looks like one, by ${signal}`, async () => {
      const file = join(place.folder, 'other.backup');
      const { PATH = '' } = process.env;
      const env = { PATH, FULMAR_DATA: join(place.folder, 'data') };
      const child = spawn(program, ['control', 'server/backup'], {
        env,
        stdio: ['pipe', 'ignore', 'inherit'],
      });
      child.stdin.end(JSON.stringify({ file, passphrase }));
      const ended = once(child, 'exit');
      await until(async () => (await files()).length > 0);
      child.kill(signal);
      await ended;
      const rest = await files();
      assert.equal(rest.length, left, `${rest}`);
      for (const name of rest) assert.match(name, /^\.other\.backup\..*\.unfinished$/);
      const again = await place.control('server/backup', { file, passphrase });
      assert.equal(again.code, 0, again.text);
      assert.deepEqual(await files(), ['other.backup']);
      await rm(file);
    });
  }
});
