import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { CheckResult } from '../../src/checks/check-runner.ts';
import { serveSecurely } from '../action/secure-server.ts';
import { CheckWorld } from './check-world.ts';

const told = ({ ok, detail }: CheckResult) => [ok, detail];

describe('a check by HTTP', () => {
  it('passes with the status that is expected, and its text in the first 64 KiB', async () => {
    await using world = new CheckWorld();
    const port = await world.serve((request, answer) => {
      const status = Number(request.url?.slice(1));
      answer.writeHead(status, { location: 'http://127.0.0.1/' });
      answer.end(`${'x'.repeat(65_000)}wörld${'x'.repeat(65_000)}late`);
    });
    for (const [path, check, ok, detail] of [
      ['200', {}, true, 'It answered 200.'],
      ['299', {}, true, 'It answered 299.'],
      ['301', {}, false, 'It answered 301.'],
      ['404', { status: 404 }, true, 'It answered 404.'],
      ['404', { status: [200, '400-410'] }, true, 'It answered 404.'],
      ['411', { status: [200, '400-410'] }, false, 'It answered 411.'],
      ['301', { status: '300-399' }, true, 'It answered 301.'],
      ['200', { text: 'wörld' }, true, 'It answered 200.'],
      ['200', { text: 'late' }, false, 'The text is not in the first 64 KiB of its answer.'],
      ['500', { text: 'wörld' }, false, 'It answered 500.'],
    ] as const) {
      const url = `http://server:${port}/${path}`;
      const result = await world.run({ kind: 'http', url, ...check });
      assert.deepEqual(told(result), [ok, detail], `${path} ${JSON.stringify(check)}`);
      assert.ok(Number.isInteger(result.tookMs) && result.tookMs >= 0);
    }
    assert.deepEqual(new Set(world.dialled), new Set(['10.9.0.2']), 'no redirect is followed');
  });

  it('asks by GET for what is in the address, as itself, past any proxy', async () => {
    await using world = new CheckWorld();
    const seen: unknown[] = [];
    const port = await world.serve((request, answer) => {
      const { method, url, headers } = request;
      seen.push([method, url, headers.host, headers['user-agent'], headers.authorization]);
      answer.end();
    });
    await world.run({ kind: 'http', url: `http://server:${port}/a/b?c=d#e` });
    const host = `server:${port}`;
    assert.deepEqual(seen, [['GET', '/a/b?c=d', host, 'fulmar-check', undefined]]);
  });

  it('looks at the certificate, unless it need not be a good one', async () => {
    const server = await serveSecurely((_request, answer) => answer.end('hello'));
    try {
      await using world = new CheckWorld();
      const url = `https://server:${server.port}/`;
      const strict = await world.run({ kind: 'http', url });
      assert.equal(strict.ok, false);
      assert.match(strict.detail, /^It cannot be reached \([A-Z_]+\)\.$/);
      const lax = await world.run({ kind: 'http', url, verify: false, text: 'hello' });
      assert.deepEqual(told(lax), [true, 'It answered 200.']);
      await using trusting = new CheckWorld({ trusted: [server.authority] });
      assert.equal((await trusting.run({ kind: 'http', url, text: 'hello' })).ok, true);
      const other = `https://two.example.org:${server.port}/`;
      assert.match((await trusting.run({ kind: 'http', url: other })).detail, /ALTNAME_INVALID/);
    } finally {
      await server.close();
    }
  });

  it('ends in its time, and reads no more than it looks at', async () => {
    await using world = new CheckWorld();
    let sent = 0;
    const port = await world.serve((request, answer) => {
      if (request.url === '/silent') return;
      if (request.url === '/headers') {
        answer.writeHead(200, { 'x-long': 'x'.repeat(20_000) }).end();
        return;
      }
      const piece = Buffer.alloc(16 * 1024, 'x');
      const more = () => {
        while (!answer.destroyed && answer.write(piece)) sent += piece.length;
      };
      answer.on('drain', more);
      more();
    });
    const at = (path: string) => ({
      kind: 'http',
      url: `http://server:${port}/${path}`,
      timeout: 1,
    });
    const silent = await world.run(at('silent'));
    assert.deepEqual(told(silent), [false, 'It did not answer within 1 s.']);
    assert.ok(silent.tookMs >= 900, `${silent.tookMs}`);
    const endless = await world.run({ ...at('endless'), text: 'never', timeout: 10 });
    assert.equal(endless.detail, 'The text is not in the first 64 KiB of its answer.');
    assert.ok(sent < 64 * 1024 * 1024, `${sent}`);
    assert.match((await world.run(at('headers'))).detail, /HPE_HEADER_OVERFLOW/);
    await world.untilClosed();
  });

  it('says what is no HTTP, and what ends too early', async () => {
    await using world = new CheckWorld();
    const port = await world.listen(createServer((socket) => socket.resume().end('SSH-2.0-x\r\n')));
    const { ok, detail } = await world.run({ kind: 'http', url: `http://server:${port}/` });
    assert.equal(ok, false);
    assert.match(detail, /^It cannot be reached \((HPE_|ECONNRESET)/);
  });
});
