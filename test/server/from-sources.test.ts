import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask } from '../support/request.ts';
import { sweepBundles } from '../support/shared/bundled-server.ts';
import { Administrator } from './support/administrator.ts';
import { ServerProcess } from './support/server-process.ts';

describe('the server of a checkout', function () {
  this.timeout(120_000);
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-sources-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('starts from its sources, whatever the others of a whole run are started from', async () => {
    const server = new ServerProcess({ FULMAR_DATA: folder }, 'src/main.ts');
    try {
      const url = await server.url();
      assert.equal((await ask(url, '/')).status, 200);
      const administrator = new Administrator();
      const { name, email } = administrator;
      // What is common is in a file beside the sources.
      const json = { name, email, password: 'password123' };
      const refused = await administrator.ask(url, '/accounts', { json });
      assert.match(refused.text, /one of the commonest passwords/);
      await administrator.signUp(url);
      const { json: account } = await administrator.ask(url, '/account');
      assert.partialDeepStrictEqual(account, { name, admin: true });
      assert.deepEqual(await server.terminate(), { code: 0, signal: null });
    } finally {
      await server.kill();
    }
  });
});

describe('the bundles of whole runs', () => {
  it('are swept where their run is no more', async () => {
    const dist = await mkdtemp(join(tmpdir(), 'fulmar-bundles-'));
    try {
      const { pid = 0 } = spawnSync(process.execPath, ['--version']);
      const going = `test-server-${process.pid}-abcdef`;
      for (const name of [`test-server-${pid}-abcdef`, going, 'dashboard']) {
        await mkdir(join(dist, name));
      }
      await sweepBundles(dist);
      assert.deepEqual((await readdir(dist)).toSorted(), ['dashboard', going]);
    } finally {
      await rm(dist, { recursive: true, force: true });
    }
  });
});
