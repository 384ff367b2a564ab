import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect as connectPlainly } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectionOptions, connect } from 'node:tls';
import { ask } from '../support/request.ts';
import { newWebCertificate, trustCertificates } from '../support/web-certificate.ts';
import { Administrator } from './support/administrator.ts';
import { ServerProcess } from './support/server-process.ts';

const [first, second] = [newWebCertificate(), newWebCertificate()];

describe('a server with a certificate', function () {
  this.timeout(60_000);
  const cleanup = new AsyncDisposableStack();
  const administrator = new Administrator();
  let folder = '';
  let server: ServerProcess;
  let url = '';

  before(async () => {
    cleanup.use(trustCertificates(first, second));
    folder = await mkdtemp(join(tmpdir(), 'fulmar-https-'));
    cleanup.defer(() => rm(folder, { recursive: true }));
    await writePair(first);
    server = new ServerProcess({
      FULMAR_DATA: join(folder, 'data'),
      FULMAR_TLS_CERT: join(folder, 'cert.pem'),
      FULMAR_TLS_KEY: join(folder, 'key.pem'),
      FULMAR_MAX_CONNECTIONS: '8',
    });
    cleanup.defer(() => server.kill());
    url = await server.url();
  });
  after(() => cleanup.disposeAsync());

  async function writePair({ cert, key }: typeof first): Promise<void> {
    await writeFile(join(folder, 'cert.pem'), cert);
    await writeFile(join(folder, 'key.pem'), key);
  }

  async function open(options: ConnectionOptions = {}) {
    const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', ...options });
    socket.setEncoding('utf8');
    socket.on('error', () => {}); // what matters of it rejects below
    await once(socket, 'secureConnect');
    return socket;
  }

  /** The certificate that a new connection is shown. */
  async function shown(): Promise<string> {
    const socket = await open();
    const { raw } = socket.getPeerCertificate();
    socket.destroy();
    return raw.toString('base64');
  }

  const octetsOf = ({ cert }: typeof first) => cert.replace(/-----.*-----|\s/g, '');

  it('speaks HTTPS alone, and its cookies are for that', async () => {
    assert.match(url, /^https:/);
    await administrator.signUp(url);
    assert.match(administrator.cookie, /^__Host-fulmar_session=/);
    const { headers } = await ask(url, '/healthz');
    assert.match(headers.get('strict-transport-security') ?? '', /max-age=\d+/);
    const other = new Administrator();
    const origin = { origin: url, 'sec-fetch-site': '' };
    const json = { email: other.email, password: other.password };
    assert.equal((await other.ask(url, '/session', { json, headers: origin })).status, 401);
  });

  it('speaks TLS 1.2 at least', async () => {
    await assert.rejects(open({ maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }));
    const socket = await open({ maxVersion: 'TLSv1.2' });
    assert.equal(socket.getProtocol(), 'TLSv1.2');
    socket.destroy();
  });

  it('ends a connection that speaks something else', async () => {
    const socket = connectPlainly(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', () => {}).resume();
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await once(socket, 'close');
    assert.equal((await ask(url, '/healthz')).status, 200);
  });

  it('ends connections beyond those that an address may have', async () => {
    const opened = await Promise.allSettled(Array.from({ length: 12 }, () => open()));
    const held = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    assert(held.length > 0 && held.length <= 8, `${held.length}`);
    for (const socket of held) {
      socket.destroy();
      await once(socket, 'close');
    }
    assert.equal((await ask(url, '/healthz')).status, 200);
  });

  it('shows a renewed certificate, and leaves open connections alone', async () => {
    assert.equal(await shown(), octetsOf(first));
    const old = await open();
    await writePair(second);
    server.signal('SIGHUP');
    await server.untilLogged('the certificate was renewed');
    assert.equal(await shown(), octetsOf(second));
    old.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const [answer] = await once(old, 'data');
    assert.match(answer, /^HTTP\/1\.1 200 /);
    old.destroy();
  });

  it('keeps the last one where the new one cannot be used, and says why', async () => {
    await writeFile(join(folder, 'key.pem'), first.key);
    server.signal('SIGHUP');
    const line = await server.untilLogged('the new certificate cannot be used; the last one stays');
    assert.match(`${line.fault}`, /cert\.pem .*key\.pem .*mismatch/);
    assert.equal(await shown(), octetsOf(second));
    assert.equal((await ask(url, '/healthz')).status, 200);
  });
});

describe('a start with a certificate that cannot be used', function () {
  this.timeout(60_000);
  const cleanup = new AsyncDisposableStack();
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-https-'));
    cleanup.defer(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 'cert.pem'), first.cert);
    await writeFile(join(folder, 'other-key.pem'), second.key);
  });
  after(() => cleanup.disposeAsync());

  for (const [key, why] of [
    ['missing.pem', /missing\.pem \(FULMAR_TLS_KEY\): ENOENT/],
    ['other-key.pem', /mismatch/],
    ['cert.pem', /FULMAR_TLS_KEY\) are no certificate and its key: /],
  ] as const) {
    it(`says so in one sentence [${key}]`, async () => {
      const server = new ServerProcess({
        FULMAR_DATA: join(folder, 'data'),
        FULMAR_TLS_CERT: join(folder, 'cert.pem'),
        FULMAR_TLS_KEY: join(folder, key),
      });
      assert.equal((await server.ended).code, 1);
      assert.match(server.errors, why);
      assert.doesNotMatch(server.errors, /^ {4}at |PRIVATE/m);
    });
  }
});
