import assert from 'node:assert/strict';
import { parseName } from '../../src/albatross/names.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { generousPolicy } from '../server/support/administrator.ts';
import { until } from '../server/support/until.ts';
import { OwnServer } from '../support/own-server.ts';
import { usePostgres } from '../support/postgres.ts';
import type { Ask } from '../support/request.ts';

const image = new Blob([new Uint8Array(sampleImage())]);
const web = '/unikernels/web';
/** Events that say that one does not run any more. */
const ends = ['unikernel.exited', 'unikernel.missing'];

function formOf(config: object): Ask {
  const body = new FormData();
  body.set('config', JSON.stringify(config));
  body.set('image', image);
  return { method: 'POST', body };
}

for (const dialect of ['sqlite', 'postgresql'] as const) {
  describe(`a host that is renamed or removed [${dialect}]`, function () {
    this.timeout(60_000);
    const postgres = dialect === 'postgresql' ? usePostgres() : () => null;
    let server: OwnServer;
    let inAnHour: string;
    let token: { id: string; secret: string };
    before(async () => {
      const url = postgres();
      const database: Record<string, string> = url
        ? { FULMAR_DATABASE_URL: url, FULMAR_SECRET_KEY: key }
        : {};
      server = await OwnServer.open({}, database, { statsInterval: 100 });
      await server.expect(201, '/hosts/one/unikernels', formOf({ name: 'web' }));
      await server.expect(201, '/hosts/one/volumes', { json: { name: 'data', size: 4 } });
      const guarded = { method: 'PATCH', json: { deletionProtection: true } };
      await server.expect(200, '/hosts/one/volumes/data', guarded);
      await server.expect(200, `/hosts/one${web}`, {
        method: 'PATCH',
        json: { labels: { tier: 'front' } },
      });
      const check = { kind: 'tcp', host: '127.0.0.1', port: 9 };
      await server.expect(200, `/hosts/one${web}/checks`, {
        method: 'PUT',
        json: { checks: [check] },
      });
      inAnHour = new Date(Date.now() + 3_600_000).toISOString();
      await server.expect(201, '/mutes', {
        json: { object: `hosts/one${web}`, until: inAnHour },
      });
      await lock('one');
      const template = { unikernels: 2, memory: 64, storage: 10, defaultOn: ['one'] };
      await server.expect(200, '/policy-templates/small', { method: 'PUT', json: template });
      token = await makeToken(['one']);
      await makeToken(['one', 'elsewhere']);
    });
    after(() => server?.close());

    async function lock(host: string) {
      const json = { reason: 'Not today.', until: inAnHour };
      await server.expect(200, `/hosts/${host}${web}/lock`, { method: 'PUT', json });
    }

    async function makeToken(hosts: readonly string[]) {
      const json = { name: 'ci', scopes: ['unikernels:write', 'volumes:read'], hosts };
      const made = await server.expect(201, '/tokens', { json });
      const { id, secret } = Object(made.json);
      return { id: `${id}`, secret: `${secret}` };
    }

    const counts = async (host: string) =>
      Object((await server.expect(200, `/hosts/${host}/holdings`)).json).counts;
    const rename = (host: string, name: string) =>
      server.ask(`/hosts/${host}`, { method: 'PATCH', json: { name } });

    it('is told before', async () => {
      await until(async () => {
        const { consoles, metrics } = await counts('one');
        return consoles === 1 && metrics === 1;
      });
      const told = await counts('one');
      assert.partialDeepStrictEqual(told, {
        ...{ policies: 1, unikernels: 1, releases: 1, deployments: 1, checks: 1 },
        ...{ volumes: 1, uploads: 0, tokens: 2, trusts: 0, mutes: 1 },
        ...{ deploymentLocks: 1, defaultPolicies: 1, pendingPolicies: 0 },
      });
      assert.equal((await server.ask('/hosts/two/holdings')).status, 404);
    });

    it('keeps all that was known of it under its new name', async () => {
      const before = await counts('one');
      const eventsBefore = await eventsOf('one');
      assert.ok(eventsBefore.length > 0);
      await server.expect(200, '/hosts/one/unikernels', { token: token.secret });
      const renamed = await rename('one', 'two');
      assert.deepEqual([renamed.status, Object(renamed.json).name], [200, 'two']);
      assert.equal((await server.ask('/hosts/one')).status, 404);
      // Samples of the last seconds are not stored yet: others come.
      await until(async () => (await counts('two')).metrics === 1);
      assert.deepEqual(await counts('two'), before);
      // The first look at a check may be told meanwhile.
      const eventsAfter = new Set(await eventsOf('two'));
      assert.deepEqual(
        eventsBefore.filter((event) => !eventsAfter.has(event)),
        [],
      );
      assert.deepEqual(await eventsOf('one'), []);
      const shown = Object((await server.expect(200, `/hosts/two${web}`)).json);
      assert.deepEqual(shown.labels, { tier: 'front' });
      assert.equal(shown.managed, true);
      const releases = Object((await server.expect(200, `/hosts/two${web}/releases`)).json);
      assert.equal(releases.data.length, 1);
      const volume = Object((await server.expect(200, '/hosts/two/volumes/data')).json);
      assert.equal(volume.deletionProtection, true);
      const reach = Object((await server.expect(200, `/tokens/${token.id}`)).json).hosts;
      assert.deepEqual(reach, ['two']);
      await server.expect(200, '/hosts/two/unikernels', { token: token.secret });
    });

    it('is watched under its new name', async () => {
      const told = async () => {
        const { json } = await server.expect(200, `/events?object=hosts/two${web}`);
        return Object(json).data.filter(({ type }: { type: string }) => ends.includes(type)).length;
      };
      assert.equal(await told(), 0);
      server.emulator.host.unikernels.destroy(parseName('alice:web'));
      await until(async () => (await told()) > 0);
      await server.expect(200, `/hosts/two${web}/start`, { method: 'POST' });
    });

    it('can be worked with under its new name', async () => {
      await server.expect(204, `/hosts/two${web}/lock`, { method: 'DELETE' });
      await server.expect(200, `/hosts/two${web}/restart`, { method: 'POST' });
      await server.expect(200, `/hosts/two${web}/update`, formOf({}));
      const all = Object((await server.expect(200, '/unikernels')).json).data;
      assert.deepEqual(
        all.map(({ host, name }: { host: string; name: string }) => `${host}/${name}`),
        ['two/web'],
      );
    });

    it('is not given a name that another one has, nor one that is none', async () => {
      await server.expect(201, '/hosts', {
        json: { ...addressOf(server.emulator), name: 'three', allowDuplicate: true },
      });
      const taken = await rename('two', 'three');
      assert.deepEqual([taken.status, Object(taken.json).code], [409, 'name-taken']);
      assert.equal((await rename('two', 'no/label')).status, 400);
      assert.equal((await rename('none', 'four')).status, 404);
      await server.expect(204, '/hosts/three', { method: 'DELETE' });
    });

    it('is not renamed while a deployment there is not over', async () => {
      const body = new FormData();
      body.set('settle', '600');
      body.set('image', image);
      const begun = await server.expect(202, `/hosts/two${web}/deployments`, {
        method: 'POST',
        body,
        headers: { prefer: 'wait=0' },
      });
      const refused = await rename('two', 'four');
      assert.deepEqual([refused.status, Object(refused.json).code], [503, 'host-busy']);
      const id = Object(begun.json).id;
      const cancel = () => server.ask(`/deployments/${id}/cancel`, { method: 'POST' });
      await until(async () => (await cancel()).status === 200); // while its host is told it cannot be
    });

    it('ends with all that was kept of it, and what runs there stays', async () => {
      await lock('two');
      await server.expect(204, '/hosts/two', { method: 'DELETE' });
      assert.equal((await server.ask('/unikernels', { token: token.secret })).status, 401);
      const tokens = Object((await server.expect(200, '/tokens')).json).data;
      const left = tokens.filter(({ revokedAt }: { revokedAt: string | null }) => !revokedAt);
      assert.deepEqual(
        left.flatMap(({ hosts }: { hosts: string[] | null }) => hosts ?? []),
        ['elsewhere'],
      );
      assert.equal(server.emulator.host.running.size, 1);
      await server.expect(201, '/hosts', { json: { ...addressOf(server.emulator), name: 'two' } });
      const policy = { ...generousPolicy, adopt: true };
      await server.expect(200, '/accounts/alice/policies/two', { method: 'PUT', json: policy });
      const told = await counts('two');
      assert.partialDeepStrictEqual(told, {
        ...{ releases: 0, checks: 0, volumes: 0, mutes: 0 },
        ...{ deploymentLocks: 0, defaultPolicies: 0, consoles: 0, metrics: 0 },
      });
      const shown = Object((await server.expect(200, `/hosts/two${web}`)).json);
      assert.deepEqual([shown.managed, shown.labels], [false, {}]);
    });

    async function eventsOf(host: string): Promise<string[]> {
      const told = await server.expect(200, `/events?object=hosts/${host}`);
      return Object(told.json).data.map(({ id }: { id: number | string }) => `${id}`);
    }
  });
}

const addressOf = ({ address, port, authority }: OwnServer['emulator']) => {
  const { certificatePem: certificate, privateKeyPem: privateKey } = authority;
  return { transport: 'tls', address, port, certificate, privateKey };
};

const key = Buffer.alloc(32, 5).toString('base64');
