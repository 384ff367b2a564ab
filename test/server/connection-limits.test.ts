import assert from 'node:assert/strict';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { OwnServer } from '../support/own-server.ts';
import { connectTo, speak } from './support/speak.ts';
import { until } from './support/until.ts';

describe('a server with few connections for each', () => {
  let server: OwnServer;
  before(async () => {
    const few = { FULMAR_MAX_CONNECTIONS: '20', FULMAR_MAX_STREAMS: '1' };
    server = await OwnServer.open({}, few);
  });
  after(() => server?.close());

  it('lets an account follow as many streams as it is set to', async () => {
    const form = new FormData();
    form.append('config', JSON.stringify({ name: 'web' }));
    form.append('image', new Blob([new Uint8Array(sampleImage())]), 'image');
    await server.expect(201, '/hosts/one/unikernels', { body: form });
    const path = '/hosts/one/unikernels/web/console';
    const leaving = new AbortController();
    const first = await fetch(`${server.url}/api/v1${path}`, {
      headers: { cookie: server.administrator.cookie, accept: 'text/event-stream' },
      signal: leaving.signal,
    });
    assert.equal(first.status, 200);
    const refused = await server.expect(429, path);
    assert.match(refused.text, /"code":"too-many-at-once"/);
    await server.expect(200, '/hosts/one/unikernels');
    leaving.abort();
  });

  it('has as many connections for an address as it is set to', async () => {
    const sockets = await Promise.all(Array.from({ length: 20 }, () => connectTo(server.url)));
    const request = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
    assert.match(await speak(server.url, request), /^HTTP\/1\.1 429 /);
    for (const socket of sockets) socket.destroy();
    await until(async () => (await speak(server.url, request)).startsWith('HTTP/1.1 200 '));
  });
});
