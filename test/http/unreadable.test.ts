import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { Problem } from '../../src/base/errors.ts';
import { defineRoute } from '../../src/http/route.ts';
import { anybody } from '../../src/identity/access/access.ts';
import { listening } from '../support/listening.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

const route = (path: string, handle: () => never) =>
  defineRoute({
    ...{ tag: 'test', summary: 'Takes octets', access: anybody, method: 'PUT', path },
    operationId: path.slice(1),
    body: { kind: 'octets', description: 'Anything' },
    problems: ['volume-busy'],
    answers: { 200: z.object({}) },
    handle: async () => handle(),
  });

describe('a request that cannot be taken', () => {
  let app: TestApp;
  before(async () => {
    const refuse = route('/refuse', () => {
      throw new Problem('volume-busy', 'Later.');
    });
    const never = route('/never', () => assert.fail('the handler was asked'));
    app = await startTestApp({ serve: listening, routes: [refuse, never] });
  });
  after(() => app.close());

  /** Sends this and nothing more; resolves with all that came when the server closes. */
  async function send(words: string): Promise<string> {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    socket.write(words);
    return await text(socket);
  }

  const begin = 'PUT /api/v1/never HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n';
  for (const [what, words, status, code] of [
    ['garbage', 'hello\r\n\r\n', 400, 'malformed-request'],
    ['TLS', '\x16\x03\x01\x02\x00\x01\r\n\r\n', 400, 'malformed-request'],
    ['headers too large', `${begin}X: ${'x'.repeat(17_000)}\r\n\r\n`, 431, 'headers-too-large'],
    [
      'another expectation',
      `${begin}Expect: 200-ok\r\nContent-Length: 0\r\n\r\n`,
      417,
      'expectation-failed',
    ],
    [
      'another transfer coding',
      `${begin}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
      501,
      'transfer-coding-unknown',
    ],
    [
      'a transfer coding without an end',
      `${begin}Transfer-Encoding: gzip\r\n\r\n`,
      400,
      'malformed-request',
    ],
  ] as const) {
    it(`is answered with a problem [${what}]`, async () => {
      const answer = await send(words);
      assert.match(answer, new RegExp(`^HTTP/1.1 ${status} `));
      assert.match(answer, /\r\ncontent-type: application\/problem\+json/i);
      assert.match(answer, new RegExp(`"code":"${code}"`));
      assert.match(answer, /"requestId":"[\w-]+"/);
    });
  }

  it('holds its connection for seconds only, where its small body comes in drops', async () => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1').resume();
    const head = begin.replace('never', 'refuse').replace('Connection: close\r\n', '');
    socket.on('error', () => {}).write(`${head}Content-Length: 60000\r\n\r\n`);
    const drops = setInterval(() => socket.write('x'), 500);
    const begun = performance.now();
    await new Promise((closed) => socket.once('close', closed)); // by a reset, too
    clearInterval(drops);
    assert.ok(performance.now() - begun < 15_000);
  });
});
