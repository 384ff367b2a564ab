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

// It is JavaScript, as the runner takes it.
const { agentFor } = Object(await import(new URL('../../action/proxy.js', import.meta.url).href));

/** Through which proxy the action would ask a server; undefined: none. */
function proxyTo(address: string, variables: Readonly<Record<string, string>>): unknown {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    return agentFor(new URL(address)).options.proxyEnv;
  } finally {
    for (const name of Object.keys(variables)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

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

  describe('that NO_PROXY names the server to', () => {
    const named = (port: string) => [
      ...['example.org,127.0.0.1', '*', '10.0.0.0/8 127.0.0.0/8', `127.0.0.1:${port}`],
    ];
    for (const [at, what] of ['an address', 'anything', 'a network', 'a port'].entries()) {
      it(`goes past it [${what}]`, async () => {
        const NO_PROXY = named(new URL(plain.url).port)[at] ?? '';
        const { code, log } = await step(plain.url, { HTTP_PROXY: 'http://127.0.0.1:1', NO_PROXY });
        assert.equal(code, 0, log);
      });
    }

    for (const NO_PROXY of [
      'example.org',
      '.example.org',
      'FULMAR.Example.org',
      '*.example.org',
      'x  example.org.',
    ]) {
      it(`goes past it to all below a name, as curl does [${NO_PROXY}]`, () => {
        const variables = { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY };
        assert.equal(proxyTo('https://fulmar.example.org', variables), undefined);
        assert.notEqual(proxyTo('https://fulmar.example.com', variables), undefined);
      });
    }

    it('goes past it to IPv6 addresses and networks', () => {
      for (const NO_PROXY of ['2001:db8::1', '[2001:db8::1]', '2001:db8::/32']) {
        const variables = { HTTPS_PROXY: 'http://proxy:3128', NO_PROXY };
        assert.equal(proxyTo('https://[2001:db8::1]', variables), undefined, NO_PROXY);
        assert.notEqual(proxyTo('https://[2001:db9::1]', variables), undefined, NO_PROXY);
      }
    });

    for (const NO_PROXY of [
      'localhost,mar.localhost',
      '128.0.0.0/8',
      'fulmar.localhost:1',
      '::1/128',
    ]) {
      it(`goes through it to all else [${NO_PROXY}]`, async () => {
        const address = `http://server:${new URL(plain.url).port}`;
        const { code, log } = await step(address, {
          ...{ HTTP_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY },
        });
        assert.equal(code, 0, log);
        assert.deepEqual(proxy.asked, [`PUT ${address}`]);
      });
    }
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
