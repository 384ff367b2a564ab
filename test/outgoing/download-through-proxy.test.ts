import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { createDownload } from '../../src/outgoing/download.ts';
import { OutgoingError, type OutgoingFault } from '../../src/outgoing/errors.ts';
import { TestProxy } from './test-proxy.ts';

const { signal } = new AbortController();
const publicAddress = '93.184.215.14';

describe('what is downloaded through a proxy', () => {
  const hosts: (string | undefined)[] = [];
  let proxy: TestProxy;
  before(async () => {
    proxy = await TestProxy.start((request, answer) => {
      hosts.push(request.headers.host);
      const isMoved = request.url === '/moved';
      const head = isMoved ? { location: 'https://elsewhere.example/file' } : {};
      answer.writeHead(isMoved ? 302 : 200, { connection: 'close', ...head }).end('here');
    });
  });
  after(() => proxy[Symbol.asyncDispose]());
  beforeEach(() => {
    proxy.targets.length = 0;
    hosts.length = 0;
  });

  /** Downloads where the name has one of these addresses after the other; null: it is not known. */
  function through(addresses: readonly (string | null)[], except = '.internal') {
    const left = [...addresses];
    const download = createDownload({
      proxy: { url: proxy.url, except },
      async findAddresses(name) {
        const address = left.length > 1 ? left.shift() : left[0];
        if (!address) throw Object.assign(new Error(name), { code: 'ENOTFOUND' });
        return [{ address, family: 4 }];
      },
    });
    return async (path = '/file') => {
      using answer = await download({ url: new URL(path, 'https://localhost/'), signal });
      return (await buffer(answer.content)).toString();
    };
  }

  async function fails(attempt: Promise<unknown>, fault: OutgoingFault) {
    await assert.rejects(attempt, (error: unknown) => {
      assert.ok(error instanceof OutgoingError, `${error}`);
      assert.equal(error.fault, fault);
      return true;
    });
  }

  it('is asked for at the address that was looked at, under its name', async () => {
    assert.equal(await through([publicAddress])(), 'here');
    assert.deepEqual(proxy.targets, [`${publicAddress}:443`]);
    assert.deepEqual(hosts, ['localhost']);
  });

  it('is nothing where the name has another address a moment later', async () => {
    const get = through([publicAddress, '169.254.169.254']);
    assert.equal(await get(), 'here');
    await fails(get(), 'refused');
    assert.deepEqual(proxy.targets, [`${publicAddress}:443`]);
  });

  it('is nothing where a redirect leads to a name of an internal address', async () => {
    await fails(through([publicAddress, '10.1.2.3'])('/moved'), 'refused');
    assert.deepEqual(proxy.targets, [`${publicAddress}:443`]);
  });

  it('is asked for by its name where that was never known here', async () => {
    assert.equal(await through([null])(), 'here');
    assert.deepEqual(proxy.targets, ['localhost:443']);
  });

  for (const [what, address] of [
    ['public', publicAddress],
    ['internal', '10.1.2.3'],
  ] as const) {
    it(`is asked for at no name that was known here before [${what}]`, async () => {
      const get = through([address, null]);
      await get().catch(() => {});
      proxy.targets.length = 0;
      await fails(get(), 'unreachable');
      assert.deepEqual(proxy.targets, []);
    });
  }

  for (const except of ['localhost', 'LOCALHOST:443', '*']) {
    it(`is asked for without it where the name is an exception [${except}]`, async () => {
      await fails(through(['10.1.2.3'], except)(), 'refused');
      assert.deepEqual(proxy.targets, []);
    });
  }

  it('is asked for through it where another port is an exception', async () => {
    assert.equal(await through([publicAddress], 'localhost:8443')(), 'here');
    assert.deepEqual(proxy.targets, [`${publicAddress}:443`]);
  });
});
