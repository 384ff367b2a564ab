import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { filePart } from '../../src/http/multipart/parts.ts';
import { readMultipart } from '../../src/http/multipart/read-multipart.ts';
import { defineRoute } from '../../src/http/route.ts';
import { anybody } from '../../src/identity/access/access.ts';
import { listening } from '../support/listening.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { form, formType } from './support/raw-multipart.ts';

const documentation = { tag: 'test', access: anybody } as const;
const answers = { 200: z.object({ size: z.number() }) };
/** A fiftieth of what comes fast enough: on a machine that is slow it still does. */
const minRate = { octets: 2_000, over: 400 };

describe('a body that comes slowly', () => {
  let app: TestApp;
  /** How long those who read it stop after each chunk. */
  let pause = 0;

  const count = async (content: AsyncIterable<Buffer>) => {
    let size = 0;
    for await (const chunk of content) {
      size += chunk.length;
      if (pause) await sleep(pause);
    }
    return size;
  };
  const octets = defineRoute({
    ...documentation,
    summary: 'Takes octets',
    method: 'PUT',
    path: '/octets',
    operationId: 'takeOctets',
    body: { kind: 'octets', description: 'Anything' },
    answers,
    handle: async ({ content }) => ({ status: 200, body: { size: await count(content()) } }),
  });
  const image = defineRoute({
    ...documentation,
    summary: 'Takes a form',
    method: 'PUT',
    path: '/image',
    operationId: 'takeImage',
    body: { kind: 'multipart', parts: { image: z.unknown() } },
    answers,
    handle: async (request) => {
      const part = filePart({ limit: 10_000_000, receive: count });
      const { image: size } = await readMultipart(request, { image: part });
      return { status: 200, body: { size } };
    },
  });

  before(async () => {
    const deps = { minRate };
    app = await startTestApp({ serve: listening, routes: [octets, image], deps });
  });
  after(() => app.close());
  afterEach(() => {
    pause = 0;
  });

  /** Sends all of it in pieces, with a pause after each, until there is an answer. */
  async function send(path: string, body: Buffer, piece: number, wait: number) {
    const headers = {
      'content-type': path === '/image' ? formType : '',
      'content-length': body.length,
    };
    const request = httpRequest(`${app.url}/api/v1${path}`, { method: 'PUT', headers });
    request.on('error', () => {});
    const answered = once(request, 'response');
    let done = false;
    void answered.finally(() => {
      done = true;
    });
    for (let at = 0; at < body.length && !done; at += piece) {
      request.write(body.subarray(at, at + piece));
      await sleep(wait);
    }
    request.end();
    const [response] = await answered;
    const answer = { status: response.statusCode, body: await json(response) };
    request.destroy();
    return answer;
  }

  const formOf = (size: number) =>
    form([{ name: 'image', filename: 'i', content: Buffer.alloc(size) }]);

  for (const [path, body] of [
    ['/octets', Buffer.alloc(100_000)],
    ['/image', formOf(100_000)],
  ] as const) {
    it(`is given up, though it never falls silent [${path}]`, async () => {
      const { status, body: problem } = await send(path, body, 10, 10);
      assert.equal(status, 408);
      assert.partialDeepStrictEqual(problem, { code: 'request-timeout' });
    });

    it(`is taken where it is fast enough [${path}]`, async () => {
      const { status } = await send(path, body, 2_000, 20);
      assert.equal(status, 200);
    });
  }

  it('is not given up where it is us who take it in slowly', async () => {
    pause = 300;
    const { status, body } = await send('/octets', Buffer.alloc(900_000), 900_000, 0);
    assert.equal(status, 200);
    assert.deepEqual(body, { size: 900_000 });
  });
});
