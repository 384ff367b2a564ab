import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { useServer } from './support/server-world.ts';
import { connectTo, speak, statusesIn } from './support/speak.ts';
import { until } from './support/until.ts';

const volume = '/hosts/one/volumes/data/data';
const form = 'multipart/form-data; boundary=x';
const part = (name: string, file = '') =>
  `--x\r\nContent-Disposition: form-data; name="${name}"${file && `; filename="${file}"`}\r\n\r\n`;

/** What has a body of octets or of parts: the path, the type, and how the body begins. */
const contents: readonly (readonly [method: string, path: string, type: string, begin: string])[] =
  [
    ['PUT', `/api/v1${volume}`, 'application/octet-stream', 'octets'],
    ['PUT', `/api/v1${volume}?direct=true`, 'application/octet-stream', 'octets'],
    ['POST', '/api/v1/hosts/one/unikernels', form, part('image', 'i')],
    ['POST', '/api/v1/hosts/one/unikernels/none/update', form, part('image', 'i')],
    ['POST', '/api/unikernel/create', form, part('binary', 'b')],
    ['POST', '/api/volume/create', form, part('block_data', 'b')],
    ['POST', '/api/volume/upload', form, part('block_data', 'b')],
    ['POST', '/api/block/create', form, part('block_data', 'b')],
    ['POST', '/api/block/upload', form, part('block_data', 'b')],
  ];

interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> };
}

describe('a request whose body is lost', function () {
  this.timeout(120_000);
  const server = useServer();
  const content = randomBytes(4096);
  before(() => server().makeVolume('data', 1, content));

  const head = (method: string, path: string, headers: readonly string[]) =>
    `${[
      `${method} ${path} HTTP/1.1`,
      'Host: fulmar',
      `Authorization: Bearer ${server().token}`,
      ...headers,
    ].join('\r\n')}\r\n\r\n`;

  /** Every route of version 1 that takes a body, of whatever type, and those of mollymawk. */
  async function takers(): Promise<readonly (readonly [string, string, string, string])[]> {
    const { json } = await server().ask('/openapi.json');
    const paths: Record<string, Record<string, Operation>> = Reflect.get(Object(json), 'paths');
    const described = Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item).flatMap(([method, { requestBody }]) => {
        const [type] = Object.keys(requestBody?.content ?? {});
        if (type !== 'application/json') return [];
        const named = path.replace('{host}', 'one').replaceAll(/\{\w+\}/g, 'data');
        const whole = named.startsWith('/api') ? named : `/api/v1${named}`;
        return [[method.toUpperCase(), whole, type, '{"name":'] as const];
      }),
    );
    assert.ok(described.length > 15);
    return [...described, ...contents];
  }

  /** Nothing is held: the volume is changed at once, and the spool is empty. */
  async function expectFree(): Promise<void> {
    await until(async () => (await server().spooled()).length === 0);
    let told = await server().ask(volume, { method: 'PUT', body: content });
    for (let n = 0; told.status === 409 && n < 20; n += 1) {
      await sleep(250);
      told = await server().ask(volume, { method: 'PUT', body: content });
    }
    assert.equal(told.status, 200, told.text);
    assert.equal((await server().ask('/hosts/one/volumes/data')).status, 200);
  }

  for (const [method, path, type] of contents) {
    it(`is answered 411 at once where it announces none [${method} ${path}]`, async () => {
      const headers = [`Content-Type: ${type}`, 'Connection: close'];
      const heard = await speak(server().url, head(method, path, headers));
      assert.deepEqual(statusesIn(heard), [411], heard);
      if (path.startsWith('/api/v1')) assert.match(heard, /length-required/);
      await expectFree();
    });
  }

  it('may lack a body that is optional, and is told of one that is not', async () => {
    const restart = head('POST', '/api/v1/hosts/one/unikernels/none/restart', [
      'Connection: close',
    ]);
    assert.deepEqual(statusesIn(await speak(server().url, restart)), [404]);
    const make = head('POST', '/api/v1/hosts/one/volumes', ['Connection: close']);
    assert.deepEqual(statusesIn(await speak(server().url, make)), [400]);
  });

  const ways: readonly (readonly [string, (begin: string) => string, 'end' | 'reset' | 'close'])[] =
    [
      ['comes without length and leaves', () => '\r\n', 'close'],
      ['sends nothing and leaves', () => 'Content-Length: 4096\r\n\r\n', 'close'],
      ['sends nothing and says that it ends', () => 'Content-Length: 4096\r\n\r\n', 'end'],
      ['is reset at once', () => 'Content-Length: 4096\r\n\r\n', 'reset'],
      ['is reset half way', (begin) => `Content-Length: 4096\r\n\r\n${begin}`, 'reset'],
      [
        'leaves before the last chunk',
        (begin) => `Transfer-Encoding: chunked\r\n\r\n${begin.length.toString(16)}\r\n${begin}\r\n`,
        'close',
      ],
    ];
  for (const [what, rest, end] of ways) {
    it(`that ${what} leaves no lock, slot or share of the spool behind`, async () => {
      for (const [method, path, type, begin] of await takers()) {
        for (const wait of [0, 30]) {
          const socket = await connectTo(server().url);
          socket.resume();
          const begun = head(method, path, [`Content-Type: ${type}`]).slice(0, -2);
          socket.write(begun + rest(begin));
          await sleep(wait);
          if (end === 'reset') socket.resetAndDestroy();
          else if (end === 'end') socket.end();
          else socket.destroy();
        }
        if (type !== 'application/json') await expectFree();
      }
      await expectFree();
    });
  }

  it('has to say that it is meant to be empty', async () => {
    const empty = { method: 'PUT', body: '' };
    for (const query of ['', '?direct=true']) {
      const { status, text } = await server().ask(volume + query, empty);
      assert.equal(status, 400, text);
      assert.match(text, /empty=true/);
    }
    const heard = await speak(
      server().url,
      `${head('PUT', `/api/v1${volume}`, ['Transfer-Encoding: chunked', 'Connection: close'])}0\r\n\r\n`,
    );
    assert.deepEqual(statusesIn(heard), [400], heard);
    assert.ok((await server().contentOf('data')).subarray(0, 4096).equals(content));
    await server().expect(200, `${volume}?empty=true`, empty);
    assert.ok((await server().contentOf('data')).equals(Buffer.alloc(1024 * 1024)));
  });
});
