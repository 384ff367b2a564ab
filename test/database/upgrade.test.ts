import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import type { FulmarServer } from '../../src/server/start-server.ts';
import { generousPolicy } from '../server/support/administrator.ts';
import { until } from '../server/support/until.ts';
import { usePostgres } from '../support/postgres.ts';
import { type Ask, ask } from '../support/request.ts';
import { RunningServers } from '../support/running-servers.ts';
import { formOf } from '../unikernels/deploy-form.ts';
import { type FirstRelease, makeFirstRelease, releases } from './support/first-release.ts';

for (const release of releases) {
  describe(`a database of an early release [${release.dialect}, ${release.name}]`, function () {
    this.timeout(60_000);
    const postgres = release.dialect === 'postgresql' ? usePostgres() : () => null;
    let folder: string;
    let emulator: Emulator;
    let former: FirstRelease;
    let servers: RunningServers;
    let server: FulmarServer;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'fulmar-upgrade-'));
      await mkdir(join(folder, 'host'));
      emulator = await startEmulator({ folder: join(folder, 'host') });
      await mkdir(join(folder, 'data'));
      const place = { folder: join(folder, 'data'), url: postgres(), emulator };
      former = await makeFirstRelease(release, place);
      servers = new RunningServers();
      server = await servers.start(former.environment);
    });
    after(async () => {
      await servers?.[Symbol.asyncDispose]();
      await emulator?.close();
      await rm(folder, { recursive: true, force: true });
    });

    const expect = async (status: number, path: string, options: Ask = {}) => {
      const headers = { 'sec-fetch-site': 'same-origin', cookie: former.cookie };
      const told = await ask(`${server.url}/api/v1`, path, { headers, ...options });
      assert.equal(told.status, status, told.text);
      return Object(told.text === '' ? {} : told.json);
    };

    it('keeps its accounts, sessions, tokens, hosts and policies', async () => {
      assert.equal((await expect(200, '/account')).email, 'alice@example.org');
      const { secret, id } = former.token;
      await expect(200, '/tokens/current', { token: secret, headers: {} });
      const token = await expect(200, `/tokens/${id}`);
      assert.partialDeepStrictEqual(token, { name: 'ci', uses: 8, hourlyLimit: 1000, hosts: null });
      const { state, policy } = await expect(200, '/hosts/one');
      assert.deepEqual([state, policy.memory], ['online', 512]);
    });

    it('is settled where a deployment was under way', async () => {
      const path = '/hosts/one/unikernels/web/deployments';
      await until(async () => (await expect(200, path)).data[0].finishedAt !== null);
      const [{ id, state }] = (await expect(200, path)).data;
      assert.deepEqual([id, state], [former.deployment, 'failed']);
    });

    it('takes what is new: deploys, rotated tokens, trusts, resets, credentials, the audit', async () => {
      const { id: account } = await expect(200, '/account');
      await expect(200, `/accounts/${account}/policies/one`, {
        method: 'PUT',
        json: generousPolicy,
      });
      const { secret } = await expect(200, `/tokens/${former.token.id}/rotate`, { json: {} });
      const image = sampleImage();
      const body = formOf([
        ['config', { name: 'hello' }],
        ['image', image],
      ]);
      await expect(201, '/hosts/one/unikernels', { body, token: secret, headers: {} });
      await expect(201, `/accounts/${account}/password-reset`, { method: 'POST' });
      const credential = { secret: `ghp_${'a'.repeat(36)}` };
      await expect(200, '/external-credentials/github', { method: 'PUT', json: credential });
      const { data } = await expect(200, '/audit');
      assert.deepEqual(
        data.map(({ action }: { action: string }) => action),
        [
          'saveExternalCredential',
          'offerPasswordReset',
          'createUnikernel',
          'rotateToken',
          'setPolicy',
        ],
      );
    });

    it('has exactly the tables that it has to have', async () => {
      await servers[Symbol.asyncDispose]();
      const url = postgres();
      const file = join(folder, 'data', 'fulmar.sqlite');
      const database = await openDatabase(url === null ? { file } : { url });
      assert.equal(await database.orm.migrator.checkSchema(), false);
      assert.equal((await database.orm.schema.getUpdateSchemaSQL()).trim(), '');
      await database.close();
    });
  });
}
