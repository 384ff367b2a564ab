import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { z } from 'zod';
import { optionsFromParent, tellParent } from './tell-parent.ts';

/**
 * One account without rights does its worst, all at once, until the parent has no more use for it; tells
 * how many of which answers it got when it is asked.
 */
const { url, cookie, token, address } = z
  .object({ url: z.url(), cookie: z.string(), token: z.string(), address: z.string() })
  .parse(optionsFromParent());

interface Ask {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const asPerson = { cookie, 'sec-fetch-site': 'same-origin' };
const asProgram = { authorization: `Bearer ${token}` };
const json = { 'content-type': 'application/json' };

/** `{"a0":0,"a1":0,…}` of about so many octets. */
function manyMembers(octets: number): string {
  const members = Array.from({ length: Math.floor(octets / 10) }, (_, n) => `"a${n}":0`);
  return `{${members.join()}}`;
}

const scopes = JSON.stringify({ name: 'x', scopes: Array.from({ length: 60_000 }, () => 'q') });
const form = [
  '--b\r\nContent-Disposition: form-data; name="block_data"; filename="f"\r\n\r\n',
  `${'x'.repeat(200_000)}\r\n--b--\r\n`,
].join('');

const post = (path: string, headers: Ask['headers'], body: string): Ask => ({
  ...{ method: 'POST', path, body },
  headers: { ...json, ...headers },
});
const get = (path: string): Ask => ({ method: 'GET', path, headers: asPerson });

/** What it asks for over and over, and on how many connections at a time. */
const acts: readonly (readonly [number, Ask])[] = [
  [100, get('/api/v1/unikernels')],
  [100, get('/api/v1/volumes')],
  [100, get('/api/v1/hosts')],
  [10, post('/api/v1/session', {}, manyMembers(800_000))],
  [10, post('/api/v1/session', {}, manyMembers(16_000))],
  [10, post('/api/v1/session', {}, '{"email":"noisy@example.org","password":"wrong password"}')],
  [10, post('/api/v1/tokens', asPerson, scopes)],
  [10, post('/api/v1/tokens', asProgram, scopes)],
  [
    10,
    post(
      '/api/volume/create',
      { ...asProgram, 'content-type': 'multipart/form-data; boundary=b' },
      form,
    ),
  ],
];
/** Connections on which a request begins and never ends. */
const unfinished = 100;

const agent = new Agent({ keepAlive: true });
const counts: Record<string, number> = {};

async function send({ method, path, headers, body = '' }: Ask): Promise<string> {
  const length = method === 'GET' ? {} : { 'content-length': `${Buffer.byteLength(body)}` };
  const outgoing = request(url + path, {
    ...{ agent, method },
    headers: { ...headers, ...length, 'x-forwarded-for': address },
  });
  outgoing.end(body);
  const [answer] = await once(outgoing, 'response');
  answer.resume();
  await once(answer, 'close');
  return `${answer.statusCode}`;
}

async function repeat(ask: Ask): Promise<void> {
  for (;;) {
    const status = await send(ask).catch(() => 'broken off');
    counts[status] = (counts[status] ?? 0) + 1;
  }
}

const { hostname, port } = new URL(url);
for (let number = 0; number < unfinished; number += 1) {
  const socket = connect(Number(port), hostname).on('error', () => {});
  socket.write(`PUT /api/v1/hosts/host-0/volumes/x/data HTTP/1.1\r\nHost: ${hostname}\r\nX: `);
}
for (const [connections, ask] of acts) {
  for (let number = 0; number < connections; number += 1) void repeat(ask);
}
process.on('message', () => process.send?.(counts));
tellParent('begun');
