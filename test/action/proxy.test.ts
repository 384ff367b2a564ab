import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ForwardProxy, startForwardProxy } from './forward-proxy.ts';
import { type OtherServer, serveOther } from './other-server.ts';
import { runStep } from './runner.ts';
import { serveSecurely } from './secure-server.ts';

const credentials = `Basic ${Buffer.from('user:secret').toString('base64')}`;

describe('the action behind a proxy', function () {
  this.timeout(20_000);
  const content = randomBytes(300_000);
  const sha256 = createHash('sha256').update(content).digest('hex');
  let folder: string;
  let proxy: ForwardProxy;
  let plain: OtherServer;
  let secure: Awaited<ReturnType<typeof serveSecurely>>;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-proxied-'));
    await writeFile(join(folder, 'disk.img'), content);
    const answer = { sha256 };
    plain = await serveOther((request, told) => {
      request.resume().on('end', () => told.end(JSON.stringify(answer)));
    });
    secure = await serveSecurely((request, told) => {
      request.resume().on('end', () => told.end(JSON.stringify(answer)));
    });
    await writeFile(join(folder, 'authority.pem'), secure.authority);
  });
  after(async () => {
    await plain.close();
    await secure.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    proxy = await startForwardProxy(credentials);
  });
  afterEach(() => proxy.close());

  const step = (address: string, variables: Readonly<Record<string, string>>) => {
    const inputs = { operation: 'upload', address, token: 'secret', host: 'one', name: 'disk' };
    const certificates = { NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem') };
    const environment = { GITHUB_WORKSPACE: folder, ...certificates, ...variables };
    return runStep({ ...inputs, file: 'disk.img' }, environment);
  };

  for (const name of ['HTTPS_PROXY', 'https_proxy']) {
    it(`goes through it to a server that only it finds [${name}]`, async () => {
      const { code, log } = await step(secure.url, {
        [name]: `http://user:secret@127.0.0.1:${proxy.port}`,
      });
      assert.equal(code, 0, log);
      assert.deepEqual(proxy.asked, [`CONNECT server:${secure.port}`]);
    });
  }

  it('takes an address of a proxy without http://, and asks for plain HTTP there', async () => {
    const address = `http://server:${new URL(plain.url).port}`;
    const { code, log } = await step(address, { HTTP_PROXY: `127.0.0.1:${proxy.port}` });
    assert.equal(code, 0, log);
    assert.deepEqual(proxy.asked, [`PUT ${address}`]);
  });

  it('goes past it to what NO_PROXY names', async () => {
    const variables = { HTTP_PROXY: 'http://127.0.0.1:1', NO_PROXY: 'example.org,127.0.0.1' };
    const { code, log } = await step(plain.url, variables);
    assert.equal(code, 0, log);
  });

  it('says what the proxy said, and never its password', async () => {
    const { code, errors, log } = await step(secure.url, {
      HTTPS_PROXY: `http://user:hidden@127.0.0.1:${proxy.port}`,
    });
    assert.equal(code, 1);
    assert.match(errors[0] ?? '', /407/);
    assert.doesNotMatch(log, /hidden/);
  });

  it('names a variable that is no address of a proxy', async () => {
    const { errors } = await step(secure.url, { HTTPS_PROXY: 'socks5://user:hidden@proxy' });
    assert.match(errors[0] ?? '', /^The variable HTTPS_PROXY has to be/);
    assert.doesNotMatch(errors[0] ?? '', /hidden/);
  });

  it('waits for a proxy that says nothing no longer than the step may take', async () => {
    const silent = createServer()
      .on('connect', () => {})
      .listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port }: AddressInfo = Object(silent.address());
    const inputs = { operation: 'destroy', address: secure.url, token: 'secret', timeout: '0.02' };
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${port}` };
    const { errors } = await runStep({ ...inputs, host: 'one', name: 'web' }, environment);
    assert.match(errors[0] ?? '', /did not answer in time/);
    silent.closeAllConnections();
    silent.close();
  });
});
