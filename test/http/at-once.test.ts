import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import * as z from 'zod';
import { networks } from '../../src/base/parsers.ts';
import { trustProxies } from '../../src/http/client-address.ts';
import { listen } from '../../src/http/listen.ts';
import { defineRoute } from '../../src/http/route.ts';
import { anybody, credential } from '../../src/identity/access/access.ts';
import { connectTo, speak } from '../server/support/speak.ts';
import { until } from '../server/support/until.ts';
import { tokenActor } from '../support/actors.ts';
import { listening } from '../support/listening.ts';
import { ask } from '../support/request.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

const documentation = { tag: 'test', summary: 'Lasts', method: 'GET' } as const;

const watch = defineRoute({
  ...documentation,
  path: '/watch',
  operationId: 'watch',
  access: credential,
  answers: { 200: 'text/event-stream' },
  handle: async ({ signal }) => {
    async function* events() {
      yield ':\n\n';
      await once(signal, 'abort');
    }
    return { status: 200, stream: Readable.from(events()) };
  },
});

/** Requests that last until they are let go. */
class Lasting {
  readonly #waiting: (() => void)[] = [];

  readonly routes = (['/last', '/last-for-anybody'] as const).map((path) =>
    defineRoute({
      ...documentation,
      path,
      operationId: path.slice(1),
      access: path === '/last' ? credential : anybody,
      answers: { 200: z.object({}) },
      handle: async () => {
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
        return { status: 200, body: {} };
      },
    }),
  );

  async untilBegun(count: number): Promise<void> {
    await until(() => this.#waiting.length === count);
  }

  end(): void {
    for (const end of this.#waiting.splice(0)) end();
  }
}

describe('what one has under way at a time', () => {
  let lasting: Lasting;
  let app: TestApp;
  beforeEach(async () => {
    lasting = new Lasting();
    const actors = {
      alice: tokenActor([], { account: 'alice' }),
      bob: tokenActor([], { account: 'bob' }),
    };
    app = await startTestApp({
      serve: listening,
      trustProxy: '127.0.0.1',
      routes: [watch, ...lasting.routes],
      actors,
      deps: { atOnce: { requests: 3, streams: 1 } },
    });
  });
  afterEach(async () => {
    lasting.end();
    await app.close();
  });

  const get = (path: string, address: string, token?: string) =>
    ask(app.url, `/api/v1${path}`, {
      headers: { 'x-forwarded-for': address },
      ...(token && { token }),
    });

  it('is bounded by account, wherever it is asked from', async () => {
    const begun = [1, 2, 3].map((n) => get('/last', `192.0.2.${n}`, 'alice'));
    await lasting.untilBegun(3);
    const refused = await get('/last', '192.0.2.4', 'alice');
    assert.equal(refused.status, 429, refused.text);
    assert.match(refused.text, /"code":"too-many-at-once"/);
    assert.equal(refused.headers.get('retry-after'), '5');
    const other = get('/last', '192.0.2.4', 'bob');
    await lasting.untilBegun(4);
    lasting.end();
    for (const { status } of await Promise.all([...begun, other])) assert.equal(status, 200);
    const again = get('/last', '192.0.2.4', 'alice');
    await lasting.untilBegun(1);
    lasting.end();
    assert.equal((await again).status, 200);
  });

  it('is bounded by address, whoever asks; an IPv6 network is one', async () => {
    const begun = [1, 2, 3].map((n) => get('/last-for-anybody', `2001:db8::${n}`));
    await lasting.untilBegun(3);
    assert.equal((await get('/last-for-anybody', '2001:db8::4')).status, 429);
    assert.equal((await get('/last', '2001:db8::4', 'bob')).status, 429);
    const other = get('/last', '2001:db8:0:1::1', 'bob');
    await lasting.untilBegun(4);
    lasting.end();
    await Promise.all([...begun, other]);
  });

  it('is fewer streams of events than requests, and one that has ended makes room', async () => {
    const leaving = new AbortController();
    const open = (token: string, address: string, signal?: AbortSignal) =>
      fetch(`${app.url}/api/v1/watch`, {
        headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': address },
        ...(signal && { signal }),
      });
    const first = await open('alice', '192.0.2.1', leaving.signal);
    assert.equal(first.status, 200);
    const byAccount = await open('alice', '192.0.2.2');
    assert.equal(byAccount.status, 429);
    assert.match(await byAccount.text(), /1 streams of events/);
    const byAddress = await open('bob', '192.0.2.1');
    assert.equal(byAddress.status, 429);
    await byAddress.body?.cancel();
    leaving.abort();
    await until(async () => {
      const { status, body } = await open('alice', '192.0.2.1');
      await body?.cancel();
      return status === 200;
    });
  });
});

describe('connections of one address', () => {
  const served = (proxies: string) =>
    listen((_, response) => response.end('served'), {
      ...{ bind: '127.0.0.1', port: 0 },
      connections: { max: 2, isProxy: trustProxies(networks.parse(proxies)).isProxy },
    });
  const request = 'GET / HTTP/1.1\r\nHost: fulmar\r\nConnection: close\r\n\r\n';

  it('are no more than so many, and those beyond are told so and served nothing', async () => {
    const listener = await served('');
    try {
      const open = await Promise.all([connectTo(listener.url), connectTo(listener.url)]);
      const refused = await speak(listener.url, request);
      assert.match(refused, /^HTTP\/1\.1 429 /);
      assert.match(refused, /\r\nRetry-After: 5\r\n/);
      assert.match(refused, /"code":"too-many-at-once"/);
      assert.doesNotMatch(refused, /served/);
      for (const socket of open) socket.destroy();
      await until(async () => (await speak(listener.url, request)).endsWith('served'));
    } finally {
      await listener.stop(0);
    }
  });

  it('are as many as they like where it is a proxy that is trusted', async () => {
    const listener = await served('127.0.0.1');
    try {
      const open = await Promise.all([1, 2, 3].map(() => connectTo(listener.url)));
      assert.match(await speak(listener.url, request), /served$/);
      for (const socket of open) socket.destroy();
    } finally {
      await listener.stop(0);
    }
  });
});
