import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Listener, listen } from '../../src/http/listen.ts';
import { ask } from '../support/request.ts';

const count = 3_000;
/** So that all of them are more than the buffers of a connection hold. */
const padding = `X-Padding: ${'x'.repeat(8 * 1024)}\r\n`;

const requestOf = (index: number) =>
  `GET /${index} HTTP/1.1\r\nHost: a\r\n${padding}${index === count - 1 ? 'Connection: close\r\n' : ''}\r\n`;

describe('requests that are sent without waiting for answers', () => {
  let listener: Listener;
  let begun: string[];
  let goOn: PromiseWithResolvers<void>;
  let first: PromiseWithResolvers<void>;

  const answer: RequestListener = async ({ url = '', socket }, response) => {
    if (url === '/other') {
      response.end('other');
      return;
    }
    begun.push(url);
    if (url === '/0') {
      socket.once('close', () => first.resolve());
      await goOn.promise;
    }
    response.end(`answer ${url}\n`);
  };

  beforeEach(async () => {
    begun = [];
    goOn = Promise.withResolvers();
    first = Promise.withResolvers();
    listener = await listen(answer, { bind: '127.0.0.1', port: 0 });
  });
  afterEach(() => listener.stop(0));

  const pipeline = async (requests: number): Promise<Socket> => {
    const socket = connect(Number(new URL(listener.url).port), '127.0.0.1');
    await once(socket, 'connect');
    for (let index = 0; index < requests; index++) socket.write(requestOf(index));
    return socket;
  };

  it('wait without being read, and are answered in order', async () => {
    const socket = await pipeline(count);
    for (let round = 0; round < 20; round++) {
      assert.equal((await ask(listener.url, '/other')).text, 'other');
    }
    assert.deepEqual(begun, ['/0']);
    assert.ok(socket.writableLength > 0, 'all were taken in');
    goOn.resolve();
    const answers = (await text(socket)).match(/answer .*/g);
    assert.deepEqual(
      answers,
      Array.from({ length: count }, (_, index) => `answer /${index}`),
    );
  });

  it('are not begun where their client has left', async () => {
    const socket = await pipeline(4);
    while (begun.length === 0) await new Promise(setImmediate);
    socket.destroy();
    await first.promise;
    goOn.resolve();
    await new Promise(setImmediate);
    assert.deepEqual(begun, ['/0']);
  });
});
