import assert from 'node:assert/strict';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { OwnServer } from '../support/own-server.ts';
import { until } from './support/until.ts';

describe('volumes that are downloaded for long', () => {
  let server: OwnServer;
  before(async () => {
    server = await OwnServer.open();
  });
  after(() => server.close());

  it('hold no unikernel of their account up', async () => {
    const volumes = ['one', 'two', 'three'].map((name) => `/hosts/one/volumes/${name}`);
    for (const path of volumes) {
      const json = { name: path.split('/').at(-1), size: 1 };
      await server.expect(201, '/hosts/one/volumes', { json });
    }
    const held = server.emulator.faults.add({ kind: 'hold-reply' }, { command: 'block-dump' });
    const downloads = volumes.map((path) => server.ask(`${path}/data`));
    await until(() => held.waiting === 2);
    const form = new FormData();
    form.append('config', JSON.stringify({ name: 'web' }));
    form.append('image', new Blob([new Uint8Array(sampleImage())]), 'image');
    await server.expect(201, '/hosts/one/unikernels', { body: form });
    const web = '/hosts/one/unikernels/web';
    await server.expect(200, `${web}/stop`, { method: 'POST' });
    await server.expect(200, `${web}/start`, { method: 'POST' });
    assert.equal(held.waiting, 2, 'the third one has a place');
    held.release();
    for (const { status } of await Promise.all(downloads)) assert.equal(status, 200);
  });
});
