import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { uploadFile } from '../../cli/api/upload.ts';
import { portOf } from '../albatross/ssh/support/ssh-server.ts';
import { CommandWorld } from './support/command-world.ts';

describe('an upload past a proxy that loses the expectation', () => {
  let world: CommandWorld;
  before(async () => {
    world = await CommandWorld.open();
  });
  after(() => world?.close());

  it('is not tried again where the file cannot be read', async () => {
    let asked = 0;
    const server = createServer();
    server.on('checkContinue', (_request, response) => {
      asked += 1;
      response.writeContinue();
    });
    const { promise: isListening, resolve } = Promise.withResolvers<void>();
    server.listen(0, '127.0.0.1', resolve);
    await isListening;
    try {
      const upload = uploadFile({
        server: { address: `http://127.0.0.1:${portOf(server)}`, token: 'none' },
        ...{ path: '/data', file: world.home, size: 7, encoding: null, onProgress: () => {} },
        signal: AbortSignal.timeout(30_000),
      });
      await assert.rejects(upload, /EISDIR/);
      assert.equal(asked, 1);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('is sent after a while though nothing has said that it may be', async () => {
    const proxy = createServer();
    proxy.on('checkContinue', async (request, response) => {
      const body = await text(request);
      response.end(JSON.stringify({ body }));
    });
    const { promise: isListening, resolve } = Promise.withResolvers<void>();
    proxy.listen(0, '127.0.0.1', resolve);
    await isListening;
    try {
      const { answer } = await uploadFile({
        server: { address: `http://127.0.0.1:${portOf(proxy)}`, token: 'none' },
        ...{ path: '/data', file: await world.write('disk.img', 'content'), size: 7 },
        ...{ encoding: null, onProgress: () => {}, continueWait: 50 },
        signal: AbortSignal.timeout(30_000),
      });
      assert.deepEqual(answer, { body: 'content' });
    } finally {
      proxy.close();
    }
  });
});
