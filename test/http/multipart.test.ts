import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Readable } from 'node:stream';
import * as z from 'zod';
import { filePart, jsonPart, optionalPart, textPart } from '../../src/http/multipart/parts.ts';
import { readMultipart } from '../../src/http/multipart/read-multipart.ts';
import { defineRoute } from '../../src/http/route.ts';
import { anybody } from '../../src/identity/access/access.ts';
import { listening } from '../support/listening.ts';
import { ask } from '../support/request.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { type FormPart, form, formType } from './support/raw-multipart.ts';

const imageLimit = 256 * 1024;
const config = { name: 'config', content: '{"memory": 32}' };
const image = { name: 'image', content: Buffer.alloc(100_000, 7), filename: 'hello.hvt' };
const note = { name: 'note', content: 'hello' };

describe('a form', () => {
  const discarded: number[] = [];
  let app: TestApp;

  const upload = defineRoute({
    tag: 'test',
    summary: 'Takes a form',
    method: 'POST',
    path: '/upload',
    operationId: 'upload',
    access: anybody,
    body: { kind: 'multipart', parts: { config: z.unknown(), image: z.unknown() } },
    answers: {
      200: z.object({ memory: z.number(), size: z.number(), note: z.string().nullable() }),
    },
    handle: async (request) => {
      const parts = await readMultipart(request, {
        config: jsonPart(z.strictObject({ memory: z.int() })),
        image: filePart({
          limit: imageLimit,
          receive: countOctets,
          discard: async (size) => void discarded.push(size),
        }),
        note: optionalPart(textPart()),
      });
      const { config, image, note } = parts;
      return { status: 200, body: { memory: config.memory, size: image, note: note ?? null } };
    },
  });

  before(async () => {
    app = await startTestApp({ serve: listening, routes: [upload] });
  });
  after(() => app.close());
  beforeEach(() => discarded.splice(0));

  const send = (parts: readonly FormPart[], options?: { cut: boolean }) =>
    ask(app.url, '/api/v1/upload', {
      body: form(parts, options),
      headers: { 'content-type': formType },
    });

  it('is refused if a text file is not UTF-8', async () => {
    const latin = {
      name: 'note',
      content: Buffer.from('caf\u00e9', 'latin1'),
      filename: 'note.txt',
    };
    const { status, json } = await send([config, image, latin]);
    assert.equal(status, 400);
    assert.partialDeepStrictEqual(json, { errors: [{ path: 'note', message: 'is not UTF-8' }] });
  });

  for (const [order, parts] of [
    ['first the configuration', [config, image, note]],
    ['first the image', [image, note, config]],
  ] as const) {
    it(`is taken in any order of its parts [${order}]`, async () => {
      const { status, json } = await send(parts);
      assert.equal(status, 200);
      assert.deepEqual(json, { memory: 32, size: 100_000, note: 'hello' });
    });
  }

  it('may hold JSON as a file, as curl sends it with @', async () => {
    const { json } = await send([image, { ...config, filename: 'config.json' }]);
    assert.deepEqual(json, { memory: 32, size: 100_000, note: null });
  });

  it('may hold a file of exactly the limit, and none that is larger', async () => {
    const exact = await send([config, { ...image, content: Buffer.alloc(imageLimit) }]);
    assert.partialDeepStrictEqual(exact.json, { size: imageLimit });
    const larger = await send([config, { ...image, content: Buffer.alloc(imageLimit + 1) }]);
    assert.equal(larger.status, 413);
    assert.partialDeepStrictEqual(larger.json, { code: 'too-large', limit: imageLimit });
  });

  for (const [what, parts, errors] of [
    ['a part is missing', [config], [{ path: 'image', message: 'is missing' }]],
    ['all parts are missing', [], [{ path: 'config' }, { path: 'image' }]],
    ['a part is doubled', [config, config, image], [{ path: 'config', message: 'is given twice' }]],
    ['a file is doubled', [image, image], [{ path: 'image', message: 'is given twice' }]],
    [
      'a part is unknown',
      [config, image, { name: '__proto__', content: '' }],
      [{ path: '__proto__' }],
    ],
    ['a file is sent as text', [config, { name: 'image', content: 'x' }], [{ path: 'image' }]],
    [
      'its JSON is not valid',
      [{ name: 'config', content: '{"memory": "much", "x": 1}' }, image],
      [{ path: 'config.memory' }, { path: 'config.x', message: 'is not known here' }],
    ],
  ] as const) {
    it(`is refused where ${what}`, async () => {
      const { status, json } = await send(parts);
      assert.equal(status, 400);
      assert.partialDeepStrictEqual(json, { code: 'invalid-body', errors });
    });
  }

  it('is refused where its JSON is none', async () => {
    const { status, json } = await send([{ name: 'config', content: '{"memory": 32' }, image]);
    assert.equal(status, 400);
    assert.partialDeepStrictEqual(json, { code: 'malformed-body' });
  });

  for (const [what, parts] of [
    ['a file', [config, { ...image, encoding: 'base64' }]],
    ['a text', [image, { ...config, encoding: 'quoted-printable' }]],
  ] as const) {
    it(`is refused where ${what} is encoded as for mail`, async () => {
      const { status, json } = await send(parts);
      assert.equal(status, 415);
      assert.partialDeepStrictEqual(json, { code: 'unsupported-media-type' });
    });
  }

  for (const [what, parts] of [
    ['a file', [config, { ...image, name: null }]],
    ['a text', [config, image, { name: null, content: 'x' }]],
  ] as const) {
    it(`is refused where ${what} has no name`, async () => {
      const { status, json } = await send(parts);
      assert.equal(status, 400);
      assert.partialDeepStrictEqual(json, { code: 'malformed-body' });
    });
  }

  it('takes what says that it is as it was', async () => {
    const { status } = await send([config, { ...image, encoding: 'Binary' }]);
    assert.equal(status, 200);
  });

  it('gives up what it has received where another part is wrong', async () => {
    await send([image, { name: 'config', content: '{}' }]);
    assert.deepEqual(discarded, [100_000]);
  });

  for (const [where, parts] of [
    ['in a file', [config, image]],
    ['in a text', [image, config]],
    ['before the first part', []],
  ] as const) {
    it(`is refused where it is cut off ${where}`, async () => {
      const { status, json } = await send(parts, { cut: true });
      assert.equal(status, 400);
      assert.partialDeepStrictEqual(json, { code: 'malformed-body' });
    });
  }

  for (const [what, type] of [
    ['no boundary', 'multipart/form-data'],
    ['another type', 'application/x-www-form-urlencoded'],
  ] as const) {
    it(`is refused with ${what}`, async () => {
      const headers = { 'content-type': type };
      const { status } = await ask(app.url, '/api/v1/upload', { body: form([config]), headers });
      assert.equal(status, 415);
    });
  }

  it('is refused at once where a JSON part is far too large', async () => {
    const huge = form([{ name: 'config', content: Buffer.alloc(10_000_000, 0x20) }, image]);
    const { status, sent } = await sendChunked(app.url, huge);
    assert.equal(status, 413);
    assert.ok(sent < huge.length, `all ${sent} octets were taken`);
  });

  it('whose client leaves in the middle harms nobody', async () => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    const body = form([config, image]);
    socket.write(requestHead(`Content-Length: ${body.length}`));
    socket.write(body.subarray(0, 50_000));
    await once(socket, 'connect');
    socket.destroy();
    assert.equal((await send([config, image])).status, 200);
    assert.doesNotMatch(app.log(), /request failed/);
  });
});

async function countOctets(content: Readable): Promise<number> {
  let size = 0;
  for await (const chunk of content) size += chunk.length;
  return size;
}

function requestHead(header: string): string {
  return `POST /api/v1/upload HTTP/1.1\r\nHost: test\r\nContent-Type: ${formType}\r\n${header}\r\n\r\n`;
}

/** Sends a body without telling its length, until the answer is there. */
async function sendChunked(url: string, body: Buffer) {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => {});
  socket.write(requestHead('Transfer-Encoding: chunked'));
  const answered = once(socket, 'data');
  let answer = '';
  answered.then(([data]) => {
    answer = String(data);
  });
  let sent = 0;
  while (sent < body.length && answer === '') {
    const chunk = body.subarray(sent, sent + 16_384);
    socket.write(`${chunk.length.toString(16)}\r\n`);
    socket.write(chunk);
    if (!socket.write('\r\n')) await Promise.race([once(socket, 'drain'), answered]);
    sent += chunk.length;
  }
  await answered;
  socket.destroy();
  return { status: Number(answer.split(' ')[1]), sent };
}
