import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import type { FulmarServer } from '../../src/server/start-server.ts';
import { S3StandIn, s3Keys } from '../storage/support/s3-stand-in.ts';
import { usePostgres } from '../support/postgres.ts';
import { type Ask, ask } from '../support/request.ts';
import { RunningServers } from '../support/running-servers.ts';
import { formOf } from '../unikernels/deploy-form.ts';
import { Administrator } from './support/administrator.ts';
import { until } from './support/until.ts';

const hello = '/hosts/one/unikernels/hello';

for (const where of ['the database', 'a shared folder', 'a bucket']) {
  describe(`two servers that keep images in ${where}`, function () {
    this.timeout(60_000);
    const url = usePostgres();
    const open = new AsyncDisposableStack();
    let store: S3StandIn;
    let shared: string;
    let emulator: Emulator;
    let servers: readonly FulmarServer[];
    let token: string;

    before(async () => {
      const folder = await mkdtemp(join(tmpdir(), 'fulmar-images-'));
      open.defer(() => rm(folder, { recursive: true, force: true }));
      shared = join(folder, 'shared');
      for (const name of ['shared', 'host']) await mkdir(join(folder, name));
      store = open.use(await S3StandIn.open());
      emulator = await startEmulator({ folder: join(folder, 'host') });
      open.defer(() => emulator.close());
      const running = open.use(new RunningServers());
      const environment = { FULMAR_DATABASE_URL: url(), ...settings() };
      servers = [await running.start(environment), await running.start(environment)];
      const administrator = new Administrator();
      await administrator.signUp(address(0));
      await administrator.addHost(address(0), 'one', emulator);
      token = await administrator.makeToken(address(0), ['unikernels:write']);
      await until(async () => (await at(1, '/hosts/one/unikernels')).status === 200);
    });
    after(() => open.disposeAsync());

    const settings = (): Readonly<Record<string, string>> => {
      if (where === 'a shared folder') return { FULMAR_IMAGES: shared };
      if (where !== 'a bucket') return {};
      const { endpoint } = store.address;
      return {
        FULMAR_IMAGES: `s3://images/fulmar?endpoint=${endpoint}&region=eu-1`,
        FULMAR_S3_KEY_ID: s3Keys.id,
        FULMAR_S3_SECRET: s3Keys.secret,
      };
    };
    const address = (server: number) => servers[server]?.url ?? '';
    const at = (server: number, path: string, options: Ask = {}) =>
      ask(`${address(server)}/api/v1`, path, { token, ...options });
    const create = (name: string, filler = name) => {
      const image = sampleImage({ filler, padTo: 300_000 });
      const body = formOf([
        ['config', { name }],
        ['image', image],
      ]);
      return at(0, '/hosts/one/unikernels', { body });
    };
    const expect = async (status: number, server: number, path: string, options: Ask = {}) => {
      const told = await at(server, path, options);
      assert.equal(told.status, status, told.text);
      return told;
    };

    it('start on one of them what the other one has deployed', async () => {
      const created = await create('hello');
      assert.equal(created.status, 201, created.text);
      await expect(200, 0, `${hello}/stop`, { method: 'POST' });
      const started = await expect(200, 1, `${hello}/start`, { method: 'POST' });
      assert.partialDeepStrictEqual(started.json, { running: true, state: 'running' });
      if (where === 'a shared folder') {
        // Consoles have a folder of their own there.
        const images = (await readdir(shared)).filter((name) => name !== 'consoles');
        assert.equal(images.length, 1);
      }
      if (where === 'a bucket') assert.equal(store.objects.size, 1);
    });

    if (where !== 'a bucket') return;

    it('send nothing to a host where the bucket refuses, and say so', async () => {
      const before = emulator.commands.all.length;
      store.failNext('PUT', { kind: 'refuse', status: 503, code: 'SlowDown' });
      const refused = await create('refused');
      assert.equal(refused.status, 502, refused.text);
      assert.partialDeepStrictEqual(refused.json, {
        code: 'service-unreachable',
        serviceStatus: 503,
      });
      const sent = emulator.commands.all.slice(before).map(({ type }) => type);
      assert.ok(
        !sent.some((type) => type === 'unikernel-create' || type === 'unikernel-force-create'),
      );
      assert.equal((await create('refused')).status, 201);
    });

    it('take for started nothing whose image the bucket gives in part', async () => {
      await expect(200, 0, `${hello}/stop`, { method: 'POST' });
      store.failNext('GET', { kind: 'cut' });
      const told = await at(1, `${hello}/start`, { method: 'POST' });
      assert.ok(told.status >= 500, told.text);
      assert.partialDeepStrictEqual((await at(0, hello)).json, { running: false });
      await expect(200, 1, `${hello}/start`, { method: 'POST' });
    });
  });
}
