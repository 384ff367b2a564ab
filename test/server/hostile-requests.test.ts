import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { ask } from '../support/request.ts';
import { type ServerWorld, useServer } from './support/server-world.ts';
import { connectTo, speak, statusesIn } from './support/speak.ts';
import { until } from './support/until.ts';

/** A request line and headers, and what comes behind them. */
const request = (line: string, headers: readonly string[] = [], body = '') =>
  `${[line, 'Host: fulmar', 'Connection: close', ...headers].join('\r\n')}\r\n\r\n${body}`;

const many = (count: number, text: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n));

/** What no client says that means well, and the statuses that may answer it; null: none. */
const messages: readonly (readonly [string, string | Buffer, number | null])[] = [
  ['noise', Buffer.concat([Buffer.from([0xff, 0]), randomBytes(1000)]), 400],
  ['TLS', Buffer.from('16030100c8010000c40303', 'hex'), 400],
  ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  ['no host', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
  ['a line without end', `GET /${'a'.repeat(100_000)}`, 431],
  ['a huge header', request('GET /healthz HTTP/1.1', [`X-A: ${'a'.repeat(100_000)}`]), 431],
  [
    'many headers',
    request(
      'GET /healthz HTTP/1.1',
      many(5000, (n) => `X-${n}: a`),
    ),
    431,
  ],
  ['a header with a zero', request('GET /healthz HTTP/1.1', ['X-A: a\0b']), 400],
  ['a header without a name', request('GET /healthz HTTP/1.1', [': a']), 400],
  ['a header with a space', request('GET /healthz HTTP/1.1', ['X A: a']), 400],
  ['a method that is none', request('BREW /healthz HTTP/1.1'), 400],
  ['a method that nothing takes', request('PROPFIND /api/v1/hosts HTTP/1.1'), 405],
  ['TRACE', request('TRACE /api/v1/hosts HTTP/1.1', ['Cookie: a=b']), 405],
  ['CONNECT', request('CONNECT example.org:443 HTTP/1.1'), null],
  ['an asterisk', request('OPTIONS * HTTP/1.1'), 404],
  ['an unknown expectation', request('GET /healthz HTTP/1.1', ['Expect: the unexpected']), 417],
  ['another protocol', request('GET /nowhere HTTP/1.1', ['Upgrade: websocket']), 404],
  [
    'two lengths',
    request('POST /x HTTP/1.1', ['Content-Length: 1', 'Content-Length: 2'], 'a'),
    400,
  ],
  ['a negative length', request('POST /x HTTP/1.1', ['Content-Length: -1']), 400],
  ['a length of words', request('POST /x HTTP/1.1', ['Content-Length: a lot']), 400],
  [
    'a length and chunks',
    request('POST /x HTTP/1.1', ['Content-Length: 5', 'Transfer-Encoding: chunked'], '0\r\n\r\n'),
    400,
  ],
  ['an unknown transfer', request('POST /x HTTP/1.1', ['Transfer-Encoding: pigeon'], 'coo'), 400],
];

const paths: readonly (readonly [string, number])[] = [
  ['/api//v1/hosts', 404],
  ['/api/v1/hosts/', 404],
  ['/API/v1/hosts', 404],
  ['/api/v1/hosts%2fone', 404],
  ['/api/v1/hosts/one%2fvolumes', 400],
  ['/api/v1/hosts/..', 400],
  ['/api/v1/hosts/%2e%2e/volumes', 400],
  ['/api/v1/hosts/one/volumes/..%2f..%2fone', 400],
  ['/api/v1/hosts/%00/volumes', 400],
  ['/api/v1/hosts/one/volumes/a%00b', 400],
  ['/api/v1/hosts/%/volumes', 400],
  ['/api/v1/hosts/%ff%fe/volumes', 400],
  ['/api/v1/hosts/%E2%80%AE/volumes', 400],
  ['/api/v1/hosts/__proto__/volumes', 400],
  ['/api/v1/hosts/constructor/volumes', 404],
  ['/api/v1/../../etc/passwd', 404],
  ['/docs/../../package.json', 404],
  ['/docs/%2e%2e/%2e%2e/package.json', 404],
  ['/docs/..%2f..%2fpackage.json', 404],
  ['/docs/swagger-ui/..%2f..%2f..%2fpackage.json', 404],
  ['http://elsewhere.example/api/v1/nowhere', 404],
  [`/api/v1/hosts/${'a'.repeat(5000)}/volumes`, 400],
  [`/api/v1/hosts/one/volumes?${'a'.repeat(5000)}=1`, 400],
  ['/api/v1/hosts/one/volumes?account=alice&account=bob', 400],
  ['/api/v1/hosts/one/volumes?__proto__=1&constructor=2', 400],
  ['/api/v1/hosts/one/volumes?account[]=alice', 400],
  ['/api/v1/hosts/one/volumes?account=%00', 400],
  ['/api/v1/hosts/one/volumes?account=%', 400],
  ['/api/v1/hosts/one/unikernels/a/console?since=-1&count=1e9', 400],
];

/** What clients do is no error of the server's. */
function expectNoError({ server }: ServerWorld): void {
  const errors = server.log.filter(({ level }) => level === 'error' || level === 'fatal');
  assert.deepEqual(errors, []);
  assert.doesNotMatch(server.errors, /Error|Warning/);
}

describe('a server among hostile clients', function () {
  this.timeout(60_000);
  const server = useServer();

  afterEach(async () => {
    assert.equal((await ask(server().url, '/healthz')).status, 200);
    expectNoError(server());
  });

  for (const [what, octets, status] of messages) {
    it(`answers ${status ?? 'nothing'} to ${what}`, async () => {
      const heard = await speak(server().url, octets);
      assert.deepEqual(statusesIn(heard), status === null ? [] : [status], heard);
      assert.doesNotMatch(heard, / {4}at |\.ts:\d/);
    });
  }

  for (const [path, status] of paths) {
    it(`answers ${status} to ${path.slice(0, 70)}`, async () => {
      const authorization = `Authorization: Bearer ${server().token}`;
      const heard = await speak(server().url, request(`GET ${path} HTTP/1.1`, [authorization]));
      assert.deepEqual(statusesIn(heard), [status], heard);
      assert.match(heard, /"code":"[\w-]+"/);
    });
  }
});

describe('a server among clients that mean well', function () {
  this.timeout(60_000);
  const server = useServer();

  for (const path of ['//api/v1/hosts', '///api/v1/hosts?', '//health', '/health', '/healthz']) {
    it(`takes ${path} for what it seems to be`, async () => {
      const authorization = `Authorization: Bearer ${server().token}`;
      const heard = await speak(server().url, request(`GET ${path} HTTP/1.1`, [authorization]));
      assert.deepEqual(statusesIn(heard), [200], heard);
    });
  }

  it('takes the address of a host in brackets for what it seems to be', async () => {
    const { administrator, emulator, url } = server();
    const { certificatePem: certificate, privateKeyPem: privateKey } = emulator.authority;
    const host = { name: 'six', transport: 'tls', port: 9, certificate, privateKey };
    const json = { ...host, address: '[::1]' };
    // Nothing listens there; that it was tried shows what was understood.
    const tried = await administrator.expect(502, url, '/hosts', { json });
    assert.match(tried.text, /host-unreachable/);
    for (const address of ['[::1', '::1]', '[host]', '[192.0.2.1]:1']) {
      await administrator.expect(400, url, '/hosts', { json: { ...json, name: 'no', address } });
    }
  });
});

describe('a server among hostile uploads', function () {
  this.timeout(60_000);
  const server = useServer();
  const old = randomBytes(2 ** 20);

  before(() => server().makeVolume('data', 1, old));
  afterEach(async () => {
    assert(old.equals(await server().contentOf('data')), 'the volume is as it was');
    await until(async () => (await server().spooled()).length === 0);
    expectNoError(server());
  });

  const put = (headers: readonly string[], body = '', token = server().token) =>
    request(
      'PUT /api/v1/hosts/one/volumes/data/data HTTP/1.1',
      [`Authorization: Bearer ${token}`, ...headers],
      body,
    );
  const chunked = 'Transfer-Encoding: chunked';

  for (const [what, body] of [
    ['a chunk that is cut short', '400\r\nonly this'],
    ['no last chunk', '4\r\nonly\r\n'],
    ['a chunk whose length is none', '4\r\nonly\r\nmuch\r\n'],
    ['a chunk of more octets than there are', 'ffffffffffffffff\r\nonly'],
    ['a chunk without its end', '4\r\nonly this'],
  ] as const) {
    it(`takes no content with ${what}`, async () => {
      const heard = await speak(server().url, put([chunked], body), true);
      assert(
        statusesIn(heard).every((status) => status === 400),
        heard,
      );
    });
  }

  it('takes no content of fewer octets than announced', async () => {
    const heard = await speak(server().url, put(['Content-Length: 1000'], 'only this'), true);
    assert(
      statusesIn(heard).every((status) => status === 400),
      heard,
    );
  });

  it('asks for no content that it refuses', async () => {
    const expecting = 'Expect: 100-continue';
    const refused: readonly (readonly [number, string])[] = [
      [401, put([expecting, 'Content-Length: 9'], '', 'fmr_nonsense')],
      [413, put([expecting, `Content-Length: ${2 ** 40}`])],
      [415, put([expecting, 'Content-Length: 9', 'Content-Encoding: br'])],
      [400, put([expecting, 'Content-Length: 9', 'Content-Digest: sha-256=nonsense'])],
      [404, put([expecting, 'Content-Length: 9']).replace('/data/data', '/nothing/data')],
      [404, put([expecting, 'Content-Length: 9']).replace('/one/', '/nowhere/')],
      [405, put([expecting, 'Content-Length: 9']).replace('PUT', 'PATCH')],
    ];
    for (const [status, octets] of refused) {
      assert.deepEqual(statusesIn(await speak(server().url, octets)), [status]);
    }
  });

  it('lets the answer through to one who sends on and on', async () => {
    const endless = put(['Content-Length: 100000000000'], 'a'.repeat(4 * 2 ** 20));
    assert.deepEqual(statusesIn(await speak(server().url, endless)), [413]);
  });
});

describe('a server among many hostile clients at once', function () {
  this.timeout(60_000);
  const server = useServer();

  async function expectAlive(world: ServerWorld): Promise<void> {
    assert.equal((await ask(world.url, '/healthz')).status, 200);
    await world.expect(200, '/hosts/one/volumes');
  }

  it('answers while hundreds begin requests and never end them', async () => {
    const world = server();
    const sockets = await Promise.all(many(300, () => world.url).map(connectTo));
    for (const socket of sockets) {
      socket.write('GET /api/v1/hosts HTTP/1.1\r\nHost: fulmar\r\nX-Slow: ');
    }
    await expectAlive(world);
    for (const socket of sockets) socket.destroy();
  });

  it('answers while hundreds leave in the midst of requests', async () => {
    const world = server();
    const authorization = `Authorization: Bearer ${world.token}`;
    const sockets = await Promise.all(many(300, () => world.url).map(connectTo));
    for (const [n, socket] of sockets.entries()) {
      socket.write(
        request(
          n % 2 ? 'POST /api/v1/hosts/one/unikernels HTTP/1.1' : 'GET /api/v1/unikernels HTTP/1.1',
          [authorization, 'Content-Type: multipart/form-data; boundary=x', 'Content-Length: 99999'],
          '--x\r\nContent-Disposition: form-data; name="image"; filename="i"\r\n\r\nELF',
        ),
      );
    }
    await expectAlive(world);
    for (const socket of sockets) socket.resetAndDestroy();
    await expectAlive(world);
    await until(async () => (await world.spooled()).length === 0);
    expectNoError(world);
  });

  it('answers a hundred requests that come in one piece, in their order', async () => {
    const { url } = server();
    const some = many(99, () => 'GET /healthz HTTP/1.1\r\nHost: fulmar\r\n\r\n').join('');
    const heard = await speak(url, some + request('GET /nowhere HTTP/1.1'));
    assert.deepEqual(statusesIn(heard), [...many(99, () => '').map(() => 200), 404]);
  });

  it('refuses JSON that is as deep as it can be', async () => {
    const json = { headers: { 'content-type': 'application/json' }, method: 'POST' };
    // As large as the route takes JSON at all: 16 KiB.
    for (const body of ['['.repeat(16_000), `${'['.repeat(8_000)}${']'.repeat(8_000)}`]) {
      const { status } = await server().ask('/hosts/one/volumes', { ...json, body });
      assert.equal(status, 400);
    }
    const nested = `{"name":"a","size":${'{"size":'.repeat(1700)}1${'}'.repeat(1700)}}`;
    assert.equal((await server().ask('/hosts/one/volumes', { ...json, body: nested })).status, 400);
    await expectAlive(server());
  });
});
