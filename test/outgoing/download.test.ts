import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { parseAddress } from '../../src/base/network-address.ts';
import { createDownload, type DownloadOptions } from '../../src/outgoing/download.ts';
import { OutgoingError, type OutgoingFault } from '../../src/outgoing/errors.ts';
import { ManualTime } from '../hosts/support/manual-time.ts';
import { StandIn } from '../sources/stand-in.ts';

const never = new AbortController().signal;

async function fails(attempt: Promise<unknown>, fault: OutgoingFault, words: RegExp) {
  await assert.rejects(attempt, (error: unknown) => {
    assert.ok(error instanceof OutgoingError, `${error}`);
    assert.equal(error.fault, fault);
    assert.match(error.message, words);
    return true;
  });
}

describe('a download', () => {
  let server: StandIn;
  let other: StandIn;
  before(async () => {
    server = await StandIn.start();
    other = await StandIn.start();
  });
  after(async () => {
    await server[Symbol.asyncDispose]();
    await other[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    server.reset();
    other.reset();
  });

  const download = createDownload({ plainLoopback: true });
  const get = (path: string, members: object = {}) =>
    download({ url: new URL(path, server.url), signal: never, ...members });

  it('gives status, headers and content of an answer', async () => {
    server.json('/', { tea: true }, { 'x-mark': 'here' }, 418);
    using answer = await get('/', { headers: { accept: 'tea' } });
    assert.equal(answer.status, 418);
    assert.equal(answer.headers['x-mark'], 'here');
    assert.equal((await buffer(answer.content)).toString(), '{"tea":true}');
    assert.equal(server.asked[0]?.headers.accept, 'tea');
    assert.equal(server.asked[0]?.method, 'GET');
  });

  for (const status of [301, 302, 303, 307, 308]) {
    it(`follows redirects, relative ones too [${status}]`, async () => {
      server.redirect('/a/b', '../c?d=e', status);
      server.file('/c', Buffer.from('here'));
      using answer = await get('/a/b');
      assert.equal(answer.url.href, server.at('/c?d=e'));
      assert.equal((await buffer(answer.content)).toString(), 'here');
    });
  }

  it('shows its credential to no other origin, nor to its own after another one', async () => {
    server.redirect('/a', '/b');
    server.redirect('/b', other.at('/c'));
    other.redirect('/c', server.at('/d'));
    server.file('/d', Buffer.from('here'));
    using answer = await get('/a', { authorization: 'Bearer s3cret' });
    assert.equal(answer.status, 200);
    const shown = [...server.asked, ...other.asked].map(({ url, headers }) => [
      ...[url, headers.authorization],
    ]);
    assert.deepEqual(shown, [
      ['/a', 'Bearer s3cret'],
      ['/b', 'Bearer s3cret'],
      ['/d', undefined],
      ['/c', undefined],
    ]);
  });

  it('follows five redirects at most', async () => {
    for (const at of [0, 1, 2, 3, 4, 5]) server.redirect(`/${at}`, `/${at + 1}`);
    server.file('/6', Buffer.from('here'));
    using answer = await get('/1');
    assert.equal(answer.status, 200);
    await fails(get('/0'), 'refused', /redirects more than 5 times/);
  });

  it('gives a redirect that leads nowhere as it is', async () => {
    server.answers.set('/', (_, response) => response.writeHead(304).end());
    using answer = await get('/');
    assert.equal(answer.status, 304);
  });

  for (const [location, words] of [
    ['http://192.0.1.1/', /only https/],
    ['ftp://example.org/', /only https/],
    ['file:///etc/passwd', /only https/],
    ['https://10.1.2.3/', /not at a public address/],
    ['https://2130706433/', /not at a public address/],
    ['https://0177.1/', /not at a public address/],
    ['https://169.254.169.254/latest', /not at a public address/],
    ['https://[::ffff:127.0.0.1]/', /not at a public address/],
    ['https://[fe80::1]/', /not at a public address/],
    ['https://[64:ff9b::a00:1]/', /not at a public address/],
    ['https://localhost/', /not at a public address/],
    ['https://name:word@example.org/', /invalid address/],
    ['https://', /invalid address/],
  ] as const) {
    it(`is not led to where nobody may be asked [${location}]`, async () => {
      server.redirect('/', location);
      await fails(get('/'), 'refused', words);
    });
  }

  it('holds no connection to what leads to no address', async () => {
    const closed = Promise.withResolvers<void>();
    server.answers.set('/', (_, response) => {
      response.socket?.on('close', () => closed.resolve());
      response.writeHead(302, { location: 'http://a:b@x/', 'content-length': '10' });
      response.flushHeaders();
    });
    await fails(get('/'), 'refused', /invalid address/);
    await closed.promise;
  });

  it('looks a name up once for each connection, and connects to what it found', async () => {
    await using stack = new AsyncDisposableStack();
    const trap = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    stack.defer(() => void trap.close());
    await once(trap, 'listening');
    let caught = 0;
    trap.on('connection', () => {
      caught += 1;
    });
    const { port } = Object(trap.address());
    const looked = Promise.withResolvers<void>();
    let looks = 0;
    const changing = createDownload({
      async findAddresses() {
        looks += 1;
        looked.resolve();
        return [{ address: looks === 1 ? '192.0.1.1' : '127.0.0.1', family: 4 }];
      },
    });
    const url = new URL(`https://example.org:${port}/`);
    const leaving = new AbortController();
    const first = changing({ url, signal: leaving.signal });
    await looked.promise;
    leaving.abort(new Error('left'));
    await assert.rejects(first);
    assert.equal(looks, 1);
    await fails(changing({ url, signal: never }), 'refused', /not at a public address/);
    assert.equal(caught, 0);
  });

  it('may be at an address of a network that is named, and at none of our own', async () => {
    const rule = async () => {
      const base = parseAddress('10.0.0.0');
      assert.ok(base);
      return { networks: [[base, 8] as const], own: new Set(['10.0.0.1']) };
    };
    const within = createDownload({ rule, plainLoopback: true });
    const ask = (url: string, signal = never) => within({ url: new URL(url), signal });
    await fails(ask('https://10.0.0.1/'), 'refused', /not at a public address/);
    await fails(ask('https://192.168.0.1/'), 'refused', /not at a public address/);
    await fails(ask('https://127.0.0.1/'), 'refused', /not at a public address/);
    const gone = AbortSignal.abort(new Error('left'));
    await assert.rejects(ask('https://10.0.0.2/', gone), /left/);
  });

  it('is nothing of a server’s where it is not known which addresses may be asked', async () => {
    const broken = Object.assign(new Error('the database is away'), { code: 'ECONNREFUSED' });
    const within = createDownload({ rule: () => Promise.reject(broken) });
    await assert.rejects(within({ url: new URL('https://192.0.1.1/'), signal: never }), broken);
  });

  it('may be from this machine without TLS where the administrator names it, and only there', async () => {
    const strict = createDownload();
    server.file('/', Buffer.from('here'));
    server.redirect('/elsewhere', other.at('/'));
    const trustedOrigin = server.url.origin;
    const ask = (path: string) =>
      strict({ url: new URL(path, server.url), trustedOrigin, signal: never });
    using answer = await ask('/');
    assert.equal((await buffer(answer.content)).toString(), 'here');
    await fails(ask('/elsewhere'), 'refused', /only https/);
    await fails(strict({ url: server.url, signal: never }), 'refused', /only https/);
  });

  describe('that takes time', () => {
    let time: ManualTime;
    const open = (options: DownloadOptions = {}) => {
      time = new ManualTime();
      const { now: clock, timer } = time;
      const within = createDownload({
        plainLoopback: true,
        timeout: 30_000,
        clock,
        timer,
        ...options,
      });
      return (path: string, signal = never) => within({ url: new URL(path, server.url), signal });
    };

    it('waits for an answer no longer than its limit', async () => {
      server.answers.set('/silent', () => {});
      const attempt = open()('/silent');
      const failed = fails(attempt, 'timeout', /did not answer within 30 s/);
      await time.planned(30_000);
      await time.pass(30_000);
      await failed;
    });

    it('is broken off where it falls silent', async () => {
      server.answers.set('/stalls', (_, response) => response.write('a little'));
      using answer = await open()('/stalls');
      const read = fails(buffer(answer.content), 'timeout', /sends too slowly/);
      await time.pass(120_000);
      await read;
    });

    it('is not held responsible for who does not read', async () => {
      const content = Buffer.alloc(8 * 1024 * 1024);
      server.file('/large', content);
      using answer = await open()('/large');
      const chunks = answer.content[Symbol.asyncIterator]();
      const first = await chunks.next();
      await time.pass(600_000);
      let size = first.value?.length ?? 0;
      for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
        size += next.value.length;
      }
      assert.equal(size, content.length);
    });

    it('ends with whoever asked', async () => {
      server.answers.set('/stalls', (_, response) => response.write('a little'));
      const leaving = new AbortController();
      using answer = await open()('/stalls', leaving.signal);
      const read = assert.rejects(buffer(answer.content), /left/);
      leaving.abort(new Error('left'));
      await read;
    });
  });

  it('says that it was cut off', async () => {
    server.answers.set('/cut', (_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('a little', () => response.destroy());
    });
    using answer = await get('/cut');
    await fails(buffer(answer.content), 'unreachable', /cannot be reached/);
  });
});
