import assert from 'node:assert/strict';
import { DeliveryError } from '../../src/base/delivery-error.ts';
import { createPost } from '../../src/outgoing/post.ts';
import { TestProxy } from './test-proxy.ts';

const { signal } = new AbortController();
const message = { method: 'POST', headers: {}, body: 'tea', signal } as const;
const publicAddress = '93.184.215.14';

describe('what is sent to receivers through a proxy', () => {
  const hosts: (string | undefined)[] = [];
  let proxy: TestProxy;
  before(async () => {
    proxy = await TestProxy.start((request, answer) => {
      hosts.push(request.headers.host);
      answer.writeHead(204, { connection: 'close' }).end();
    });
  });
  after(() => proxy[Symbol.asyncDispose]());

  const post = (address: string | null) =>
    createPost({
      proxy: { url: proxy.url, except: '.internal' },
      findAddresses: async () => (address === null ? [] : [{ address, family: 4 }]),
    })({ ...message, url: new URL('https://localhost/hook') });

  it('goes to the address that was looked at, under its name', async () => {
    assert.equal((await post(publicAddress)).status, 204);
    assert.deepEqual(proxy.targets.splice(0), [`${publicAddress}:443`]);
    assert.deepEqual(hosts, ['localhost']);
  });

  it('goes nowhere where the name is internal, or known to the proxy alone', async () => {
    await assert.rejects(post('10.1.2.3'), DeliveryError);
    await assert.rejects(post(null), DeliveryError);
    assert.deepEqual(proxy.targets, []);
  });

  it('says nothing of a receiver where it is not known which addresses may be asked', async () => {
    const broken = new Error('the database is away');
    const rule = () => Promise.reject(broken);
    const attempt = createPost({ rule })({ ...message, url: new URL('https://example.org/hook') });
    await assert.rejects(attempt, broken);
  });
});
