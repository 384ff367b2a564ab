import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import * as z from 'zod';
import { defineRoute } from '../../src/http/route.ts';
import { credential } from '../../src/identity/access/access.ts';
import { until } from '../server/support/until.ts';
import { tokenActor } from '../support/actors.ts';
import { listening } from '../support/listening.ts';
import { ask } from '../support/request.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

/** More than kernels take in for a client that reads nothing, and half of what an account may leave unread. */
const size = 8 * 1024 * 1024 - 64;

const much = defineRoute({
  tag: 'test',
  summary: 'Answers with much',
  method: 'GET',
  path: '/much',
  operationId: 'getMuch',
  access: credential,
  answers: { 200: z.string() },
  handle: async () => ({ status: 200, body: 'x'.repeat(size) }),
});

describe('large answers that nobody reads', () => {
  let app: TestApp;
  const sockets: Socket[] = [];

  async function start(over: number): Promise<void> {
    app = await startTestApp({
      routes: [much],
      serve: listening,
      actors: { alice: tokenActor([]), bob: tokenActor([], { account: 'bob' }) },
      deps: { minRate: { octets: 16 * 1024, over } },
    });
  }
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await app.close();
  });

  const read = (token: string) => ask(app.url, '/api/v1/much', { token });

  /** Asks, and reads no more than that an answer begins. */
  async function leaveUnread(): Promise<Socket> {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    sockets.push(socket);
    socket.write(
      'GET /api/v1/much HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer alice\r\n\r\n',
    );
    await once(socket, 'readable');
    return socket;
  }

  it('are bounded by account', async () => {
    await start(60_000);
    const [first] = [await leaveUnread(), await leaveUnread()];
    const refused = await read('alice');
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get('retry-after'), '5');
    assert.match(String(Object(refused.json).detail), /answers that have not been read/);
    assert.equal((await read('bob')).status, 200);
    first.destroy();
    await until(async () => (await read('alice')).status === 200);
  });

  it('are broken off', async () => {
    await start(200);
    const socket = await leaveUnread();
    const closed = once(
      socket.on('error', () => {}),
      'close',
    );
    // Who reads nothing does not hear of it: what the server has let go of is free again.
    await leaveUnread();
    await until(async () => (await read('alice')).status === 200);
    socket.resume();
    await closed;
    assert.ok(socket.bytesRead < size);
  });
});
