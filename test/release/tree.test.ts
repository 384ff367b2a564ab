import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAbout } from '../../scripts/release/about.ts';
import { bundleServer } from '../../scripts/release/bundle-server.ts';
import { makeTree } from '../../scripts/release/make-tree.ts';
import { digestOf, packFolder } from '../../scripts/release/pack.ts';
import { makeSbom } from '../../scripts/release/sbom.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { Administrator } from '../server/support/administrator.ts';
import { usePostgres } from '../support/postgres.ts';
import { ask } from '../support/request.ts';
import { builtDashboard } from '../support/shared/shared.ts';
import { formOf } from '../unikernels/deploy-form.ts';
import { ReleasedServer } from './support/released-server.ts';

describe('a release', function () {
  this.timeout(180_000);
  const cleanup = new AsyncDisposableStack();
  let folder = '';

  before(async () => {
    await builtDashboard();
    folder = await mkdtemp(join(tmpdir(), 'fulmar-release-'));
    cleanup.defer(() => rm(folder, { recursive: true }));
    await makeTree(join(folder, 'fulmar'), await readAbout(), { dashboard: 'as built' });
  });
  after(() => cleanup.disposeAsync());

  /** Signs up, adds an emulated host and deploys to it. */
  async function deploy(environment: Readonly<Record<string, string>>): Promise<void> {
    const data = await mkdtemp(join(folder, 'data-'));
    const command = join(folder, 'fulmar/bin/fulmar-server');
    await using server = await ReleasedServer.start(command, { FULMAR_DATA: data, ...environment });
    const emulator = await startEmulator({ folder: await mkdtemp(join(folder, 'host-')) });
    try {
      const administrator = new Administrator();
      await administrator.signUp(server.url);
      await administrator.addHost(server.url, 'one', emulator);
      const body = formOf([
        ['config', { name: 'web' }],
        ['image', sampleImage()],
      ]);
      await administrator.expect(201, server.url, '/hosts/one/unikernels', { body });
      const history = '/hosts/one/unikernels/web/console/history?text=nowhere';
      await administrator.expect(200, server.url, history);
      const page = await ask(server.url, '/');
      const [, script = ''] = /src="([^"]+)"/.exec(page.text) ?? [];
      assert.equal((await ask(server.url, script)).status, 200);
      assert.equal((await ask(server.url, '/docs/swagger-ui-bundle.js')).status, 200);
    } finally {
      await emulator.close();
    }
  }

  it('serves and deploys with nothing but itself', () => deploy({}));

  it('keeps compiled code where there is a place for it', async () => {
    const cache = join(folder, 'cache');
    await deploy({ CACHE_DIRECTORY: cache });
    assert((await stat(join(cache, 'fulmar-server'))).isDirectory());
  });

  describe('on PostgreSQL', () => {
    const database = usePostgres();
    it('serves and deploys, too', () =>
      deploy({
        FULMAR_DATABASE_URL: database(),
        FULMAR_SECRET_KEY: randomBytes(32).toString('base64'),
      }));
  });

  it('has the same octets when it is made again', async () => {
    const { epoch } = await readAbout();
    const digests: string[] = [];
    for (const turn of ['first', 'second']) {
      const server = join(folder, turn, 'server');
      await bundleServer(server);
      await packFolder(server, join(folder, `${turn}.tar.gz`), epoch);
      digests.push(await digestOf(join(folder, `${turn}.tar.gz`)));
    }
    assert.equal(digests[0], digests[1]);
  });

  it('lists what it consists of', async () => {
    const about = await readAbout();
    const text = await makeSbom(about);
    assert.equal(text, await makeSbom(about));
    const { bomFormat, components } = JSON.parse(text);
    assert.equal(bomFormat, 'CycloneDX');
    const names = components.map(({ name }: { name: string }) => name);
    for (const name of ['node', 'koa', 'argon2', 'better-sqlite3', 'react', '@mantine/core']) {
      assert(names.includes(name), name);
    }
    for (const name of ['vite', 'mocha', 'typescript']) assert(!names.includes(name), name);
  });
});
