import assert from 'node:assert/strict';
import type { LookupAddress } from 'node:dns';
import { DeliveryError } from '../../src/base/delivery-error.ts';
import { createPost, type Post, type PostOptions } from '../../src/outgoing/post.ts';
import type { FindAddresses } from '../../src/outgoing/public-addresses.ts';
import { Receiver, status } from '../audit/support/receiver.ts';

const { signal } = new AbortController();
const message = { method: 'POST', headers: { 'x-mark': 'here' }, body: 'tea', signal } as const;

describe('what is sent to receivers', () => {
  let receiver: Receiver;
  before(async () => {
    receiver = await Receiver.open();
  });
  after(() => receiver[Symbol.asyncDispose]());
  beforeEach(() => receiver.received.splice(0));

  const local = (options: PostOptions = {}) => createPost({ plainLoopback: true, ...options });
  const send = (post: Post, url = receiver.url) => post({ ...message, url: new URL(url) });
  const fails = async (attempt: Promise<unknown>, words: RegExp) => {
    await assert.rejects(attempt, (error) => {
      assert.ok(error instanceof DeliveryError, `${error}`);
      assert.match(error.message, words);
      return true;
    });
  };

  it('comes as it is, and the beginning of the answer back', async () => {
    receiver.moods.push((answer) => void answer.writeHead(201).end('a\0b'.repeat(1000)));
    const answer = await send(local());
    assert.equal(answer.status, 201);
    assert.equal(answer.text.length, 501);
    assert.ok(!answer.text.includes('\0'));
    const [got] = receiver.received;
    assert.deepEqual([got?.method, got?.headers['x-mark'], got?.body], ['POST', 'here', 'tea']);
  });

  it('follows no redirect', async () => {
    receiver.moods.push(status(307, { location: receiver.url }));
    assert.equal((await send(local())).status, 307);
    assert.equal(receiver.received.length, 1);
  });

  it('waits for no receiver longer than its limit', async () => {
    receiver.moods.push(() => {});
    await fails(send(local({ timeout: 50 })), /did not answer within 0.05 s/);
  });

  it('takes an answer that never ends by its status', async () => {
    receiver.moods.push((answer) => void answer.writeHead(200).write('drop'));
    const slow = await send(local({ timeout: 200 }));
    assert.deepEqual([slow.status, slow.text], [200, 'drop']);
    receiver.moods.push((answer) => {
      const more = () => void answer.write('x'.repeat(65_536), () => answer.destroyed || more());
      more();
    });
    assert.equal((await send(local())).text.length, 501);
  });

  it('says when the receiver wants to hear more', async () => {
    receiver.moods.push(status(503, { 'retry-after': '120' }));
    const now = new Date('2026-11-29T12:00:00Z');
    const { retryAfter } = await send(local({ clock: () => now }));
    assert.equal(retryAfter?.toISOString(), '2026-11-29T12:02:00.000Z');
  });

  for (const host of ['10.1.2.3', '127.0.0.1', '169.254.169.254', '[::1]', '[fd00::1]']) {
    it(`goes to no internal address [${host}]`, async () => {
      await fails(send(createPost(), `https://${host}/`), /not at a public address/);
      await fails(send(createPost(), `http://${host}/`), /only https/);
    });
  }

  it('goes to no port of another protocol', async () => {
    for (const port of [25, 465, 587, 6667]) {
      const post = createPost({ findAddresses: async () => [] });
      await fails(send(post, `https://example.org:${port}/`), new RegExp(`port ${port} `));
    }
  });

  it('has its receiver’s name looked up in the share of the account', async () => {
    const accounts: (string | undefined)[] = [];
    const findAddresses: FindAddresses = async (_name, _options, asker) => {
      accounts.push(asker?.account);
      return [];
    };
    const post = createPost({ findAddresses });
    const request = { ...message, url: new URL('https://hooks.example.org/') };
    await fails(post({ ...request, account: 'alice' }), /has no address/);
    await fails(post(request), /has no address/);
    assert.deepEqual(accounts, ['alice', undefined]);
  });

  it('goes to no name that is public at first, and internal when it is connected to', async () => {
    const { port } = new URL(receiver.url);
    const answers: LookupAddress[][] = [
      [{ address: '192.0.2.1', family: 4 }],
      [{ address: '127.0.0.1', family: 4 }],
    ];
    const found: string[] = [];
    const findAddresses = async (name: string) => {
      found.push(name);
      return answers[Math.min(found.length, answers.length) - 1] ?? [];
    };
    const networks = { networks: [], own: new Set<string>() };
    const post = createPost({ findAddresses, rule: async () => networks, timeout: 2_000 });
    const url = `https://rebind.example:${port}/`;
    await fails(send(post, url), /not at a public address|cannot be reached|did not answer/);
    await fails(send(post, url), /not at a public address/);
    assert.equal(
      found.length,
      2,
      'it is looked up once a try, and connected to what was looked at',
    );
    assert.deepEqual(receiver.received, []);
  });
});
