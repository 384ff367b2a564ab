import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import { Problem } from '../../src/base/errors.ts';
import { defineRoute } from '../../src/http/route.ts';
import { anybody } from '../../src/identity/access/access.ts';
import { tokenActor } from '../support/actors.ts';
import { listening } from '../support/listening.ts';
import { ask } from '../support/request.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { makeVolume } from './support/routes.ts';

const gibibyte = 1024 ** 3;
const answers = { 200: z.object({ size: z.number() }) };
const octets = { kind: 'octets', description: 'Anything' } as const;
const documentation = { tag: 'test', summary: 'Takes octets', access: anybody } as const;

const count = defineRoute({
  ...documentation,
  method: 'PUT',
  path: '/count',
  operationId: 'count',
  body: octets,
  answers,
  handle: async ({ content }) => {
    let size = 0;
    for await (const chunk of content()) size += chunk.length;
    return { status: 200, body: { size } };
  },
});

const refuseUnread = defineRoute({
  ...documentation,
  method: 'PUT',
  path: '/refuse-unread',
  operationId: 'refuseUnread',
  body: octets,
  problems: ['volume-busy'],
  answers,
  handle: async () => {
    throw new Problem('volume-busy', 'Later.');
  },
});

const refuseMidway = defineRoute({
  ...documentation,
  method: 'PUT',
  path: '/refuse-midway',
  operationId: 'refuseMidway',
  body: octets,
  answers,
  handle: async ({ content }) => {
    await pipeline(content(), async function* (chunks) {
      for await (const _chunk of chunks) throw new Problem('no-room', 'Full.');
      yield '';
    });
    return { status: 200, body: { size: 0 } };
  },
});

describe('a body', () => {
  let app: TestApp;
  before(async () => {
    const routes = [count, refuseUnread, refuseMidway, makeVolume];
    app = await startTestApp({
      serve: listening,
      routes,
      actors: { writer: tokenActor(['volumes:write']) },
    });
  });
  after(() => app.close());

  const open = (path: string, headers: Readonly<Record<string, string | number>>) =>
    httpRequest(`${app.url}/api/v1${path}`, { method: 'PUT', headers });

  const make = (body: string | Uint8Array<ArrayBuffer>, type?: string) =>
    ask(app.url, '/api/v1/hosts/h1/volumes/data', {
      body,
      token: 'writer',
      headers: type === undefined ? {} : { 'content-type': type },
    });

  it('is asked for where the client waits for that', async () => {
    const request = open('/count', { expect: '100-continue', 'content-length': 5 });
    request.flushHeaders();
    await once(request, 'continue');
    request.end('hello');
    assert.deepEqual(await answerOf(request), { status: 200, json: { size: 5 } });
  });

  it('is not asked for where it is refused', async () => {
    const request = open('/refuse-unread', { expect: '100-continue', 'content-length': gibibyte });
    request.on('continue', () => assert.fail('the body was asked for'));
    request.flushHeaders();
    assert.partialDeepStrictEqual(await answerOf(request), { status: 409 });
    request.destroy();
  });

  for (const [what, path, status] of [
    ['before it is read', '/refuse-unread', 409],
    ['while it is read', '/refuse-midway', 507],
  ] as const) {
    it(`that is refused ${what} is not taken in, and the client sees why`, async () => {
      const request = open(path, { 'content-length': gibibyte });
      request.on('error', () => {});
      const stop = new AbortController();
      const sending = sendZeros(request, gibibyte, stop.signal);
      const [response] = await once(request, 'response');
      assert.equal(response.statusCode, status);
      assert.equal(response.headers.connection, 'close');
      await text(response);
      stop.abort();
      request.destroy();
      assert.ok((await sending) < gibibyte / 4);
    });
  }

  it('that is small and refused leaves the connection in use', async () => {
    const request = open('/refuse-unread', { 'content-length': 5 });
    request.end('hello');
    const [response] = await once(request, 'response');
    assert.notEqual(response.headers.connection, 'close');
    response.resume();
  });

  it('of more JSON than its route takes is refused by its announced length', async () => {
    const { status, json } = await make(Buffer.alloc(16 * 1024 + 1, 0x20), 'application/json');
    assert.equal(status, 413);
    assert.partialDeepStrictEqual(json, { code: 'too-large', limit: 16 * 1024 });
  });

  it('of JSON is refused as soon as it is too large', async () => {
    const headers = { authorization: 'Bearer writer', 'content-type': 'application/json' };
    const url = `${app.url}/api/v1/hosts/h1/volumes/data`;
    const request = httpRequest(url, { method: 'POST', headers });
    request.on('error', () => {});
    const stop = new AbortController();
    void sendZeros(request, gibibyte, stop.signal);
    assert.partialDeepStrictEqual(await answerOf(request), { status: 413 });
    stop.abort();
    request.destroy();
  });

  for (const [what, type] of [
    ['no type', ''],
    ['another type', 'text/plain'],
    ['a form', 'application/x-www-form-urlencoded'],
    ['another charset', 'application/json; charset=utf-16'],
  ] as const) {
    it(`of JSON is refused with ${what}`, async () => {
      const { status, json } = await make(Buffer.from('{"size":1}'), type);
      assert.equal(status, 415);
      assert.partialDeepStrictEqual(json, { code: 'unsupported-media-type' });
    });
  }

  for (const [what, body] of [
    ['no JSON', '{size: 1}'],
    ['a doubled member', '{"size": 1, "size": 2}'],
    ['a number that cannot be exact', '{"size": 9007199254740993}'],
  ] as const) {
    it(`of ${what} is refused`, async () => {
      const { status, json } = await make(body, 'application/json; charset=UTF-8');
      assert.equal(status, 400);
      assert.partialDeepStrictEqual(json, { code: 'malformed-body' });
    });
  }

  it('of JSON has to be there', async () => {
    const { status, json } = await ask(app.url, '/api/v1/hosts/h1/volumes/data', {
      method: 'POST',
      token: 'writer',
    });
    assert.equal(status, 400);
    assert.partialDeepStrictEqual(json, { code: 'malformed-body' });
  });

  it('whose client leaves is no error of ours', async () => {
    const request = open('/count', { 'content-length': 1000 });
    request.on('error', () => {});
    request.write('hello');
    await once(request, 'socket').then(([socket]) => once(socket, 'connect'));
    request.destroy();
    await untilLogged(app, '"left":true');
    assert.doesNotMatch(app.log(), /request failed/);
  });
});

async function answerOf(request: ClientRequest) {
  const [response]: IncomingMessage[] = await once(request, 'response');
  assert.ok(response);
  const json: unknown = JSON.parse(await text(response));
  return { status: response.statusCode, json };
}

/** Sends until the connection ends or `signal` says so; resolves with how much it was. */
async function sendZeros(request: ClientRequest, size: number, signal: AbortSignal) {
  const chunk = Buffer.alloc(64 * 1024);
  let sent = 0;
  const zeros = async function* () {
    for (; sent < size && !signal.aborted; sent += chunk.length) yield chunk;
  };
  await pipeline(zeros, request).catch(() => {}); // the server ends it, that is the point
  return sent;
}

async function untilLogged(app: TestApp, words: string): Promise<void> {
  while (!app.log().includes(words)) await new Promise((resolve) => setImmediate(resolve));
}
