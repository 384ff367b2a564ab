import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OutgoingError, type OutgoingFault } from '../../src/outgoing/errors.ts';
import { isPublic } from '../../src/outgoing/public-addresses.ts';
import { createSend, type Send, type SendOptions } from '../../src/outgoing/send.ts';

/** Answers as a test says, on a free port of this machine. */
async function serve(listener: RequestListener) {
  const server: Server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const { port }: AddressInfo = Object(address);
  return {
    url: new URL(`http://127.0.0.1:${port}/`),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function fails(attempt: ReturnType<Send>, fault: OutgoingFault, words: RegExp) {
  const expected = (error: unknown) => {
    assert.ok(error instanceof OutgoingError, `${error}`);
    assert.equal(error.fault, fault);
    assert.match(error.message, words);
    return true;
  };
  await assert.rejects(attempt, expected);
}

describe('the way out', () => {
  const send = createSend({ plainLoopback: true });

  it('gives status, headers and body of an answer', async () => {
    await using server = await serve((request, answer) => {
      answer.setHeader('x-echo', `${request.method} ${request.headers['x-mark']}`);
      request.pipe(answer.writeHead(418));
    });
    const headers = { 'x-mark': 'here' };
    const answer = await send({ url: server.url, method: 'POST', headers, body: 'tea' });
    assert.equal(answer.status, 418);
    assert.equal(answer.headers['x-echo'], 'POST here');
    assert.equal(answer.body.toString(), 'tea');
  });

  it('asks by HTTPS only', async () => {
    const strict = createSend();
    for (const url of ['http://127.0.0.1/', 'http://example.org/', 'ftp://example.org/']) {
      await fails(strict({ url: new URL(url) }), 'refused', /only https/);
    }
    await fails(send({ url: new URL('http://example.org/') }), 'refused', /only https/);
    await fails(send({ url: new URL('http://localhost/') }), 'refused', /only https/);
  });

  for (const host of [
    ...['127.0.0.1', '2130706433', '0x7f.1', '10.1.2.3', '192.168.0.1', '169.254.169.254'],
    ...['0.0.0.0', '100.64.0.1', '[::1]', '[fd00::1]', '[fe80::1]', '[::ffff:10.0.0.1]'],
    '[64:ff9b::7f00:1]',
  ]) {
    it(`connects to no address but public ones [${host}]`, async () => {
      await fails(send({ url: new URL(`https://${host}/`) }), 'refused', /not at a public address/);
    });
  }

  it('connects to no name that has an address which is not public', async () => {
    const findAddresses = async () => [
      { address: '192.0.1.1', family: 4 },
      { address: '::1', family: 6 },
    ];
    const lured = createSend({ findAddresses });
    await fails(lured({ url: new URL('https://example.org/') }), 'refused', /^example.org is not/);
  });

  it('connects to other addresses where a request says so', async () => {
    await using server = await serve(() => {});
    const url = new URL(`https://127.0.0.1:${server.url.port}/`);
    await fails(createSend()({ url, privateAddresses: true }), 'unreachable', /cannot be reached/);
  });

  it('follows no redirect', async () => {
    let asked = 0;
    await using server = await serve((_request, answer) => {
      asked += 1;
      answer.writeHead(302, { location: '/elsewhere' }).end();
    });
    assert.equal((await send({ url: server.url })).status, 302);
    assert.equal(asked, 1);
  });

  it('reads no more than 256 KiB', async () => {
    await using server = await serve((_request, answer) => {
      const piece = Buffer.alloc(65_536);
      const more = () => void answer.write(piece, () => answer.destroyed || more());
      more();
    });
    await fails(send({ url: server.url }), 'too-large', /more than 256 KiB/);
  });

  it('waits for an answer as a whole no longer than its limit', async () => {
    const hurried = createSend({ plainLoopback: true, timeout: 50 });
    await using silent = await serve(() => {});
    await fails(hurried({ url: silent.url }), 'timeout', /within 0.05 s/);
    await using endless = await serve((_request, answer) => {
      answer.write('a beginning');
    });
    await fails(hurried({ url: endless.url }), 'timeout', /within 0.05 s/);
  });

  it('says why a server cannot be reached, and not what it was sent', async () => {
    const server = await serve(() => {});
    await server[Symbol.asyncDispose]();
    const headers = { authorization: 'Bearer secret' };
    const attempt = send({ url: server.url, headers });
    await fails(attempt, 'unreachable', /^127.0.0.1:\d+ cannot be reached \(ECONNREFUSED\)$/);
  });

  it('ends with whoever asked', async () => {
    const left = new AbortController();
    await using server = await serve(() => left.abort(new Error('left')));
    await assert.rejects(send({ url: server.url, signal: left.signal }), /left/);
  });

  describe('through a proxy', () => {
    let asked: string[];
    let mute: boolean;
    let server: Server;
    before(async () => {
      server = createServer().listen(0, '127.0.0.1');
      server.on('connect', (request, socket) => {
        asked.push(`${request.url} ${request.headers['proxy-authorization']}`);
        if (!mute) socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      });
      await once(server, 'listening');
    });
    after(() => void server.close());
    beforeEach(() => {
      asked = [];
      mute = false;
    });
    const unknown = async () => {
      throw new Error('ENOTFOUND');
    };
    const proxied = (except = '', options: SendOptions = {}) => {
      const { port }: AddressInfo = Object(server.address());
      const url = `http://user:secret@127.0.0.1:${port}`;
      return createSend({ proxy: { url, except }, findAddresses: unknown, ...options });
    };
    const url = new URL('https://issuer.test/');

    it('asks it for names that only it knows, with its credentials', async () => {
      await fails(proxied()({ url }), 'unreachable', /^issuer.test cannot be reached/);
      assert.deepEqual(asked, ['issuer.test:443 Basic dXNlcjpzZWNyZXQ=']);
    });

    it('passes it by for those that it is not for', async () => {
      await fails(proxied('issuer.test')({ url }), 'unreachable', /cannot be reached/);
      assert.deepEqual(asked, []);
    });

    it('refuses what is known to be private, also there', async () => {
      const findAddresses = async () => [{ address: '10.0.0.1', family: 4 }];
      const send = proxied('', { findAddresses });
      await fails(send({ url }), 'refused', /not at a public address/);
      await fails(proxied()({ url: new URL('https://10.0.0.1/') }), 'refused', /not at a public/);
      assert.deepEqual(asked, []);
    });

    it('waits for it no longer than its limit', async () => {
      mute = true;
      await fails(proxied('', { timeout: 50 })({ url }), 'timeout', /within 0.05 s/);
    });
  });

  it('knows what is public', () => {
    assert.ok(isPublic('140.82.121.3'));
    assert.ok(isPublic('2606:50c0:8000::153'));
    assert.ok(!isPublic('not an address'));
  });
});
