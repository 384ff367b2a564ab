import assert from 'node:assert/strict';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { OwnServer } from '../support/own-server.ts';

describe('a policy that is taken away with all that is in the domain', () => {
  let server: OwnServer;
  let id: string;
  const policy = () => `/accounts/${id}/policies/one`;

  before(async () => {
    server = await OwnServer.open();
    id = Object((await server.expect(200, '/account')).json).id;
  });
  after(() => server?.close());

  beforeEach(async () => {
    const json = { unikernels: 5, memory: 512, storage: 64, cpuids: [0], bridges: ['service'] };
    await server.ask(policy(), { method: 'PUT', json });
    const form = new FormData();
    form.append('config', JSON.stringify({ name: 'web', force: true }));
    form.append('image', new Blob([new Uint8Array(sampleImage())]), 'image');
    await server.ask('/hosts/one/unikernels', { body: form });
    await server.ask('/hosts/one/volumes', { json: { name: 'data', size: 1 } });
  });

  for (const path of ['/hosts/one/volumes/data', '/hosts/one/unikernels/web']) {
    it(`takes nothing where something in it is protected [${path}]`, async () => {
      const protect = (deletionProtection: boolean) =>
        server.expect(200, path, { method: 'PATCH', json: { deletionProtection } });
      await protect(true);
      const destroy = { method: 'DELETE' };
      const refused = await server.expect(409, `${policy()}?destroy=true`, destroy);
      assert.match(refused.text, /"code":"protected"/);
      await server.expect(200, '/hosts/one/volumes/data');
      const { json } = await server.expect(200, '/hosts/one/unikernels/web');
      assert.partialDeepStrictEqual(json, { running: true });
      await protect(false);
      await server.expect(204, `${policy()}?destroy=true`, destroy);
    });
  }
});
