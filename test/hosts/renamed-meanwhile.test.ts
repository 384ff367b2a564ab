import assert from 'node:assert/strict';
import { parseName } from '../../src/albatross/names.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { SlowRequest } from '../server/support/slow-request.ts';
import { until } from '../server/support/until.ts';
import { OwnServer } from '../support/own-server.ts';
import { usePostgres } from '../support/postgres.ts';
import type { Ask } from '../support/request.ts';
import { formOf } from '../unikernels/deploy-form.ts';

const unikernels = '/hosts/one/unikernels';
const next = () => formOf([['image', sampleImage({ filler: 'next' })]]);

/** A change of one that another client has started: what runs is read from its host before anything is recorded. */
const changes: Readonly<Record<string, Ask & { readonly path: string }>> = {
  update: { path: '/update', method: 'POST' },
  stop: { path: '/stop', method: 'POST' },
  create: { path: '', method: 'POST' },
};

const bodies: Readonly<Record<string, (name: string) => FormData>> = {
  update: next,
  create: (name) =>
    formOf([
      ['config', { name, force: true }],
      ['image', sampleImage({ filler: 'next' })],
    ]),
};

for (const dialect of ['sqlite', 'postgresql'] as const) {
  describe(`a host that is renamed before a change there is recorded [${dialect}]`, function () {
    this.timeout(60_000);
    const postgres = dialect === 'postgresql' ? usePostgres() : () => null;
    let server: OwnServer;
    before(async () => {
      const url = postgres();
      const key = Buffer.alloc(32, 5).toString('base64');
      server = await OwnServer.open(
        {},
        url ? { FULMAR_DATABASE_URL: url, FULMAR_SECRET_KEY: key } : {},
      );
    });
    after(() => server?.close());
    afterEach(() => server.emulator.faults.clear());

    const rename = (from: string, to: string) =>
      server.expect(200, `/hosts/${from}`, { method: 'PATCH', json: { name: to } });

    const holdings = async (host: string) =>
      Object((await server.expect(200, `/hosts/${host}/holdings`)).json).counts;

    const changed = () =>
      server.emulator.commands.all.filter(({ type }) =>
        ['unikernel-create', 'unikernel-force-create', 'unikernel-destroy'].includes(type),
      ).length;

    /** Nothing is remembered by the old name: what is added by it finds nothing. */
    async function expectNothingOfOne(): Promise<void> {
      const { address, port, authority } = server.emulator;
      const { certificatePem: certificate, privateKeyPem: privateKey } = authority;
      const at = { transport: 'tls', address, port, certificate, privateKey };
      const json = { name: 'one', ...at, allowDuplicate: true };
      await server.expect(201, '/hosts', { json });
      // What runs there may have been seen by now.
      const { deployments, releases } = await holdings('one');
      assert.deepEqual([deployments, releases], [0, 0]);
      await server.expect(204, '/hosts/one', { method: 'DELETE' });
    }

    for (const [action, { path, method }] of Object.entries(changes)) {
      it(`is told nothing, and nothing is recorded under its old name [${action}]`, async () => {
        const name = `other-${action}`;
        await server.emulator.host.unikernels.create(parseName(`alice:${name}`), foreign(action));
        const told = changed();
        const held = server.emulator.faults.add(
          { kind: 'hold-reply' },
          { command: 'unikernel-get' },
        );
        const body = bodies[action]?.(name);
        const asked = server.ask(`${unikernels}${action === 'create' ? '' : `/${name}`}${path}`, {
          ...(method && { method }),
          ...(body && { body }),
        });
        await until(() => held.waiting > 0);
        await rename('one', 'two');
        held.release();
        const { status, json, text } = await asked;
        assert.deepEqual([status, Object(json).code], [404, 'host-unknown'], text);
        assert.equal(changed(), told);
        assert.equal((await holdings('two')).deployments, 0);
        await expectNothingOfOne();
        await rename('two', 'one');
      });
    }

    it('is told nothing by who was still sending an image', async () => {
      const image = sampleImage();
      const form = new Response(formOf([['image', image]]));
      const body = new Uint8Array(await form.clone().arrayBuffer());
      for (const last of ['update', 'deployments']) {
        const name = `late-${last}`;
        await server.expect(201, unikernels, {
          body: formOf([
            ['config', { name }],
            ['image', image],
          ]),
        });
        const told = changed();
        const slow = new SlowRequest(`${server.url}/api/v1${unikernels}/${name}/${last}`, 'POST', {
          ...{ 'sec-fetch-site': 'same-origin', cookie: server.administrator.cookie },
          'content-type': form.headers.get('content-type') ?? '',
          'content-length': `${body.length}`,
          expect: '100-continue',
        });
        await slow.begin();
        await slow.send(body.subarray(0, 1_000));
        await rename('one', 'two');
        const answer = await slow.finish(body.subarray(1_000));
        assert.deepEqual([answer.status, Object(answer.json).code], [404, 'host-unknown']);
        assert.equal(changed(), told);
        await expectNothingOfOne();
        await rename('two', 'one');
      }
    });
  });
}

/** Each with an image of its own, which is not kept here yet. */
const foreign = (filler: string) => ({
  ...({ type: 'solo5', compressed: false, failBehaviour: 'quit', startup: null } as const),
  ...{ addName: true, cpuids: [0], memory: 32, blockDevices: [], networkDevices: [] },
  ...{ arguments: [], numcpus: 1, linuxBootPartition: null, image: sampleImage({ filler }) },
});
