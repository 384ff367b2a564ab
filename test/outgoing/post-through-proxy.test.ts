import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createServer as createSecure } from 'node:https';
import { connect, type Server as NetServer } from 'node:net';
import { DeliveryError } from '../../src/base/delivery-error.ts';
import { createPost } from '../../src/outgoing/post.ts';
import { newWebCertificate, trustCertificates } from '../support/web-certificate.ts';

const { signal } = new AbortController();
const message = { method: 'POST', headers: {}, body: 'tea', signal } as const;
const publicAddress = '93.184.215.14';

describe('what is sent to receivers through a proxy', () => {
  const cleanup = new AsyncDisposableStack();
  const targets: (string | undefined)[] = [];
  const hosts: (string | undefined)[] = [];
  let proxy: Server;
  let port: number;

  const listen = async (server: NetServer): Promise<number> => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    cleanup.defer(async () => void server.close());
    return Object(server.address()).port;
  };

  before(async () => {
    const certificate = newWebCertificate();
    cleanup.use(trustCertificates(certificate));
    const receiver = createSecure(certificate, (request, answer) => {
      hosts.push(request.headers.host);
      answer.writeHead(204, { connection: 'close' }).end();
    });
    const tunnelled = await listen(receiver);
    proxy = createServer().on('connect', ({ url }, socket) => {
      targets.push(url);
      const onward = connect(tunnelled, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
      onward.on('error', () => socket.destroy());
      socket.on('error', () => onward.destroy());
    });
    port = await listen(proxy);
  });
  after(() => cleanup.disposeAsync());

  const post = (address: string | null) =>
    createPost({
      proxy: { url: `http://127.0.0.1:${port}`, except: '.internal' },
      findAddresses: async () => (address === null ? [] : [{ address, family: 4 }]),
    })({ ...message, url: new URL('https://localhost/hook') });

  it('goes to the address that was looked at, under its name', async () => {
    assert.equal((await post(publicAddress)).status, 204);
    assert.deepEqual(targets.splice(0), [`${publicAddress}:443`]);
    assert.deepEqual(hosts, ['localhost']);
  });

  it('goes nowhere where the name is internal, or known to the proxy alone', async () => {
    await assert.rejects(post('10.1.2.3'), DeliveryError);
    await assert.rejects(post(null), DeliveryError);
    assert.deepEqual(targets, []);
  });
});
