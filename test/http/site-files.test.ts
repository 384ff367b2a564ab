import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSite } from '../../src/http/site/site.ts';
import { listening } from '../support/listening.ts';
import { ask } from '../support/request.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

const mebibyte = 1024 * 1024;
const built = new Date('2026-11-28T12:00:00Z');

describe('a file of the site', () => {
  let app: TestApp;
  let folder = '';
  let file = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-site-files-'));
    await writeFile(join(folder, 'index.html'), '<!doctype html>');
    file = join(folder, 'some.txt');
    await writeFile(file, 'one');
    await writeFile(join(folder, 'large.txt'), randomBytes(8 * mebibyte));
    app = await startTestApp({ serve: listening, routes: [], site: await readSite(folder) });
  });

  afterEach(async () => {
    await app.close();
    await rm(folder, { recursive: true });
  });

  /** Writes it as of a certain time: who does not read it does not see that another content has the same. */
  async function write(content: string): Promise<void> {
    await writeFile(file, content);
    await utimes(file, built, built);
  }

  it('is not read for who has it already, nor for its headers alone', async () => {
    await write('one');
    const etag = (await ask(app.url, '/some.txt')).headers.get('etag') ?? '';
    await write('two');
    const headers = { 'if-none-match': etag, 'cache-control': 'max-age=0' };
    assert.equal((await ask(app.url, '/some.txt', { headers })).status, 304);
    const head = await ask(app.url, '/some.txt', { method: 'HEAD' });
    assert.equal(head.headers.get('etag'), etag);
    assert.equal(head.headers.get('content-length'), '3');
  });

  it('is another one as soon as it is built anew', async () => {
    const etag = (await ask(app.url, '/some.txt')).headers.get('etag') ?? '';
    await writeFile(file, 'another');
    const headers = { 'if-none-match': etag, 'cache-control': 'max-age=0' };
    const { status, text } = await ask(app.url, '/some.txt', { headers });
    assert.deepEqual([status, text], [200, 'another']);
  });

  it('is held once, however many clients take their time', async () => {
    const before = process.memoryUsage().arrayBuffers;
    const sockets = await Promise.all(Array.from({ length: 24 }, askSlowly));
    try {
      const grown = process.memoryUsage().arrayBuffers - before;
      assert.ok(grown < 48 * mebibyte, `${Math.round(grown / mebibyte)} MiB`);
    } finally {
      for (const socket of sockets) socket.destroy();
    }
  });

  /** Begins to read it, and goes no further. */
  async function askSlowly(): Promise<Socket> {
    const { hostname, port } = new URL(app.url);
    const socket = connect(Number(port), hostname);
    socket.write(`GET /large.txt HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`);
    await once(socket, 'readable');
    return socket;
  }
});
