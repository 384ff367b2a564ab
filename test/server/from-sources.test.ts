import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { ask } from '../support/request.ts';
import { sweepBundles } from '../support/shared/bundled-server.ts';
import { Administrator } from './support/administrator.ts';
import { ServerProcess } from './support/server-process.ts';

const root = join(import.meta.dirname, '../..');
const manifest = z.object({ version: z.string() });

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

describe('the program of the server, called with an argument', function () {
  this.timeout(120_000);
  const env = { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/compile') };
  const call = (word: string) =>
    spawnSync(process.execPath, ['src/main.ts', word], { encoding: 'utf8', env, cwd: root });

  it('prints its version and its help, and does not serve', () => {
    const { version } = manifest.parse(
      JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')),
    );
    const told = call('--version');
    assert.deepEqual([told.status, told.stdout, told.stderr], [0, `${version}\n`, '']);
    const { status, stdout } = call('--help');
    assert.equal(status, 0);
    assert.match(
      stdout,
      /^Usage: fulmar-server \[--help \| --version\]\n.*docs\/configuration\.md/s,
    );
  });

  it('refuses an unknown argument', () => {
    const { status, stdout, stderr } = call('--port=80');
    assert.deepEqual([status, stdout], [1, '']);
    assert.match(stderr, /^Unknown argument "--port=80"\.\n\nUsage/);
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
