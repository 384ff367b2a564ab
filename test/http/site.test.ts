import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { compressFiles } from '../../scripts/dashboard/compress.ts';
import { noncePlaceholder, readSite } from '../../src/http/site/site.ts';
import { listening } from '../support/listening.ts';
import { ask } from '../support/request.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';

const script = `console.log(${JSON.stringify('a line that is long enough '.repeat(50))});`;
const page = `<!doctype html><meta property="csp-nonce" nonce="${noncePlaceholder}">`;

interface Received {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

describe('the site', () => {
  let app: TestApp;
  let folder = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-site-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), page);
    await writeFile(join(folder, 'assets', 'main-1a2b.js'), script);
    await writeFile(join(folder, 'fulmar.svg'), '<svg/>');
    const addresses = ['/', '/tokens', '/unikernels/:host/:name'];
    await writeFile(join(folder, 'addresses.json'), JSON.stringify(addresses));
    await mkdir(join(folder, 'docs'));
    await writeFile(join(folder, 'docs', 'index.html'), '<h1>Documentation</h1>');
    await writeFile(join(folder, 'docs', 'tokens.html'), '<h1>Tokens</h1>');
    await writeFile(join(folder, 'docs', 'tokens.md'), '# Tokens');
    await compressFiles(folder);
    app = await startTestApp({ serve: listening, routes: [], site: await readSite(folder) });
  });

  after(async () => {
    await app.close();
    await rm(folder, { recursive: true });
  });

  /** Asks without what `fetch` adds and takes away by itself. */
  const receive = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    new Promise<Received>((resolve, reject) => {
      request(app.url + path, { headers, method }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const { statusCode: status = 0, headers: received } = answer;
          resolve({ status, headers: received, body: Buffer.concat(chunks) });
        });
      })
        .on('error', reject)
        .end();
    });

  for (const [accepted, coding, decode] of [
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['gzip, br;q=0', 'gzip', gunzipSync],
    ['identity', undefined, (body: Buffer) => body],
    ['', undefined, (body: Buffer) => body],
  ] as const) {
    it(`sends a file as it is accepted [${accepted}]`, async () => {
      const headers = { 'accept-encoding': accepted };
      const answer = await receive('/assets/main-1a2b.js', headers);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['content-encoding'], coding);
      assert.equal(answer.headers['content-type'], 'text/javascript; charset=utf-8');
      assert.equal(answer.headers.vary, 'Accept-Encoding');
      assert.equal(decode(answer.body).toString(), script);
    });
  }

  it('lets files with their hash in their names be kept for good, others be asked for', async () => {
    const lasting = await receive('/assets/main-1a2b.js');
    assert.equal(lasting.headers['cache-control'], 'public, max-age=31536000, immutable');
    const other = await receive('/fulmar.svg');
    assert.equal(other.headers['cache-control'], 'no-cache');
    assert.equal(other.headers['content-type'], 'image/svg+xml');
  });

  it('sends nothing that the browser has already', async () => {
    const { headers } = await receive('/fulmar.svg');
    const again = await receive('/fulmar.svg', { 'if-none-match': `${headers.etag}` });
    assert.equal(again.status, 304);
    assert.equal(again.body.length, 0);
    assert.equal(again.headers['cache-control'], 'no-cache');
    const packed = { 'if-none-match': `${headers.etag}`, 'accept-encoding': 'br' };
    assert.equal((await receive('/assets/main-1a2b.js', packed)).status, 200);
  });

  it('says that a file is gone which another build has taken away', async () => {
    const gone = join(folder, 'assets', 'gone-3c4d.js');
    await writeFile(gone, script);
    const site = await readSite(folder);
    await rm(gone);
    const other = await startTestApp({ routes: [], site });
    const { status, text } = await ask(other.url, '/assets/gone-3c4d.js');
    await other.close();
    assert.equal(status, 404);
    assert.match(text, /has been rebuilt/);
  });

  it('answers HEAD as GET, without the content', async () => {
    const { status, headers, body } = await receive('/assets/main-1a2b.js', {}, 'HEAD');
    assert.equal(status, 200);
    assert.equal(headers['content-length'], `${script.length}`);
    assert.equal(body.length, 0);
  });

  it('allows the page no script and no style but ours, and a nonce only once', async () => {
    const nonces = await Promise.all(
      ['/', '/'].map(async (path) => {
        const { text, headers } = await ask(app.url, path);
        assert.equal(headers.get('cache-control'), 'no-store');
        assert.equal(headers.get('referrer-policy'), 'no-referrer');
        assert.equal(headers.get('x-content-type-options'), 'nosniff');
        assert.match(headers.get('permissions-policy') ?? '', /camera=\(\)/);
        const policy = headers.get('content-security-policy') ?? '';
        assert.match(policy, /default-src 'none'; script-src 'self'; /);
        assert.match(policy, /frame-ancestors 'none'/);
        assert.doesNotMatch(policy, /unsafe|https?:|\*/);
        const nonce = /style-src 'self' 'nonce-([\w-]{22})';/.exec(policy)?.[1];
        assert.equal(text, page.replace(noncePlaceholder, nonce ?? ''));
        return nonce;
      }),
    );
    assert.notEqual(nonces[0], nonces[1]);
  });

  it('shows the page at every address that a browser opens', async () => {
    const headers = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
    for (const path of ['/', '/unikernels/one/mail.example.org', '/tokens?new']) {
      const { status, text } = await ask(app.url, path, { headers });
      assert.equal(status, 200, path);
      assert.match(text, /csp-nonce/, path);
    }
  });

  for (const path of ['/nothing', '/unikernels/one', '/tokens/all', '/docs/nothing']) {
    it(`shows the page, and says that there is none, at any other address [${path}]`, async () => {
      const { status, text } = await ask(app.url, path, { headers: { accept: 'text/html' } });
      assert.equal(status, 404);
      assert.match(text, /csp-nonce/);
    });
  }

  for (const [path, type, content] of [
    ['/docs', 'text/html', '<h1>Documentation</h1>'],
    ['/docs/tokens', 'text/html', '<h1>Tokens</h1>'],
    ['/docs/tokens.md', 'text/markdown', '# Tokens'],
  ] as const) {
    it(`serves the documentation, which runs nothing foreign [${path}]`, async () => {
      const { status, headers, text } = await ask(app.url, path);
      assert.equal(status, 200);
      assert.equal(headers.get('content-type'), `${type}; charset=utf-8`);
      assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none';/);
      assert.equal(text, content);
    });
  }

  for (const path of ['/api/v1/nothing', '/assets/main-0000.js', '/docs/nothing.js']) {
    it(`shows no page where a program asks [${path}]`, async () => {
      const headers = { accept: 'text/html' };
      const { status, json } = await ask(app.url, path, { headers });
      assert.equal(status, 404);
      assert.equal(Object(json).code, 'not-found');
    });
  }

  it('shows no page to who does not want one, or wants to change something', async () => {
    const json = { accept: 'application/json' };
    assert.equal((await ask(app.url, '/nothing', { headers: json })).status, 404);
    assert.equal((await ask(app.url, '/nothing')).status, 404);
    const html = { accept: 'text/html' };
    assert.equal((await ask(app.url, '/nothing', { headers: html, method: 'POST' })).status, 404);
  });

  for (const path of [
    '/addresses.json',
    '/docs/index.html',
    '/../package.json',
    '/assets/..%2findex.html',
    '/assets/main-1a2b.js.br',
  ]) {
    it(`serves no other file [${path}]`, async () => {
      assert.equal((await receive(path)).status, 404);
    });
  }

  it('is not there where it was not built', async () => {
    assert.equal(await readSite(join(folder, 'nowhere')), null);
  });
});
