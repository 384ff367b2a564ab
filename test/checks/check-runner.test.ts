import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { CheckResult } from '../../src/checks/check-runner.ts';
import { boundedLookups } from '../../src/outgoing/bounded-lookups.ts';
import type { FindAddresses } from '../../src/outgoing/public-addresses.ts';
import { CheckWorld } from './check-world.ts';
import { dnsName, serveNames } from './dns-server.ts';

/** Looks a name up that is never answered. */
const silent = () => new Promise<never>(() => {});

const told = ({ ok, detail }: CheckResult) => [ok, detail];

describe('a check by TCP', () => {
  it('passes where a connection is taken, at whichever address', async () => {
    await using world = new CheckWorld();
    const server = createServer();
    const port = await world.listen(server);
    const accepted = once(server, 'connection');
    assert.deepEqual(told(await world.run({ kind: 'tcp', host: 'two.example.org', port })), [
      true,
      'It took a connection.',
    ]);
    assert.deepEqual(world.dialled, ['10.9.0.3', '10.9.0.2']);
    assert.equal(world.lookedUp.get('two.example.org'), 1, 'it is looked up once');
    const [socket] = await accepted;
    socket.destroy();
    assert.equal((await world.run({ kind: 'tcp', host: '10.9.0.2', port })).ok, true);
    const refused = await world.run({ kind: 'tcp', host: '10.9.0.3', port });
    assert.deepEqual(told(refused), [false, 'It cannot be reached (ECONNREFUSED).']);
    const lost = await world.run({ kind: 'tcp', host: 'nowhere.example.org', port });
    assert.deepEqual(told(lost), [false, 'It cannot be reached (ENOTFOUND).']);
    const empty = await world.run({ kind: 'tcp', host: 'empty.example.org', port });
    assert.deepEqual(told(empty), [false, 'empty.example.org has no address.']);
  });
});

describe('a check of an address that may not be asked', () => {
  const hosts = [
    ...['own.example.org', 'lure.example.org', 'loopback.example.org', 'metadata.example.org'],
    ...['mapped.example.org', 'nat64.example.org', '127.0.0.1', '169.254.169.254', '192.168.0.1'],
    ...['2130706433', '017700000001', '0x7f000001', '127.1', '10.9.0.1'],
  ];
  const literals = ['::1', '::ffff:127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', 'fe80::1'];
  for (const host of [...hosts, ...literals]) {
    it(`fails before anything is connected to [${host}]`, async () => {
      await using world = new CheckWorld();
      const name = literals.includes(host) ? `[${host}]` : host;
      const checks = [
        { kind: 'tcp', host, port: 80 },
        { kind: 'http', url: `http://${name}/` },
        { kind: 'http', url: `https://${name}:8443/` },
        { kind: 'dns', server: host, name: 'example.org' },
      ];
      for (const check of checks) {
        const { ok, detail } = await world.run(check);
        assert.equal(ok, false, JSON.stringify(check));
        assert.match(detail, / is at an address that checks may not ask\.$/);
      }
      assert.deepEqual(world.dialled, []);
    });
  }
});

describe('a check of the DNS', () => {
  it('passes with the answer that is expected', async () => {
    await using world = new CheckWorld();
    await using names = await serveNames({
      'example.org': {
        A: [Buffer.from([192, 0, 2, 1]), Buffer.from([192, 0, 2, 2])],
        MX: [Buffer.concat([Buffer.from([0, 10]), dnsName('mail.example.org')])],
        TXT: [Buffer.from('\x05hello\x06 world')],
      },
    });
    const { port } = names;
    for (const [check, ok, detail] of [
      [{ name: 'example.org' }, true, /^example.org has 2 A\.$/],
      [{ name: 'example.org.' }, true, /has 2 A\.$/],
      [{ name: 'example.org', expect: '192.0.2.2' }, true, /has 2 A\.$/],
      [{ name: 'example.org', expect: '192.0.2.3' }, false, / is 192\.0\.2\.1, 192\.0\.2\.2\.$/],
      [{ name: 'example.org', type: 'MX', expect: '10 Mail.Example.org.' }, true, /has 1 MX/],
      [{ name: 'example.org', type: 'TXT', expect: 'hello world' }, true, /has 1 TXT/],
      [{ name: 'nothing.example.org' }, false, /is not answered \(ENOTFOUND\)/],
    ] as const) {
      const result = await world.run({ kind: 'dns', server: '10.9.0.2', port, ...check });
      assert.equal(result.ok, ok, JSON.stringify([check, result]));
      assert.match(result.detail, detail);
    }
  });

  it('ends in its time', async () => {
    await using world = new CheckWorld();
    const silent = await serveNames({});
    await silent[Symbol.asyncDispose]();
    const server = { server: '10.9.0.2', port: silent.port };
    const { ok } = await world.run({ kind: 'dns', ...server, name: 'example.org', timeout: 1 });
    assert.equal(ok, false);
  });

  it('tells nobody what only the machine’s own name server knows', async () => {
    await using world = new CheckWorld({
      resolverFor: () => ({
        resolve: async () => ['10.1.2.3'],
        resolveMx: async () => [],
        cancel: () => {},
      }),
    });
    const check = { kind: 'dns', name: 'inner.example.org', expect: '192.0.2.1' };
    const { ok, detail } = await world.run(check);
    assert.deepEqual([ok, detail], [false, 'The A of inner.example.org is another answer.']);
  });
});

describe('a check of the console', () => {
  for (const [check, must, lines, ok] of [
    [{ text: 'listening' }, 'come', ['a', 'is listening on 443'], true],
    [{ text: 'listening' }, 'come', ['a'], false],
    [{ pattern: 'listening on *:443' }, 'come', ['x listening on 10.0.0.2:443 now'], true],
    [{ pattern: 'listening on *:443' }, 'come', ['listening on', ':443'], false],
    [{ pattern: '.*' }, 'come', ['abc'], false],
    [{ text: 'Fatal error' }, 'not-come', ['fine'], true],
    [{ text: 'Fatal error' }, 'not-come', ['Fatal error: exception'], false],
  ] as const) {
    it(`is about a line that must ${must} [${JSON.stringify(check)}: ${ok}]`, async () => {
      await using world = new CheckWorld();
      world.lines.push(...lines);
      assert.equal((await world.run({ kind: 'console', must, ...check })).ok, ok);
    });
  }

  it('takes a time that grows with the line alone, whatever the pattern', async () => {
    await using world = new CheckWorld();
    world.lines.push('a'.repeat(1_000_000));
    const { ok, tookMs } = await world.run({ kind: 'console', pattern: `${'a*'.repeat(500)}b` });
    assert.equal(ok, false);
    assert.ok(tookMs < 2_000, `${tookMs}`);
  });
});

describe('checks', () => {
  it('end with the signal, whose reason it is, and leave nothing open', async () => {
    await using world = new CheckWorld();
    const arrived = Promise.withResolvers<void>();
    const port = await world.serve(() => arrived.resolve());
    const leaving = new AbortController();
    const run = world.run({ kind: 'http', url: `http://server:${port}/` }, leaving);
    await arrived.promise;
    leaving.abort(new Error('it is over'));
    await assert.rejects(run, /it is over/);
    await assert.rejects(world.run({ kind: 'console', text: 'x' }, leaving), /it is over/);
  });

  it('are at most four at once of an account, and others find room', async () => {
    await using world = new CheckWorld();
    const waiting: (() => void)[] = [];
    const arrived: (() => void)[] = [];
    const port = await world.serve((_request, answer) => {
      waiting.push(() => answer.end());
      arrived.shift()?.();
    });
    const arrivals = (count: number) =>
      Promise.all(
        Array.from({ length: count }, () => new Promise<void>((done) => arrived.push(done))),
      );
    const check = { kind: 'http', url: `http://server:${port}/`, timeout: 30 };
    const first = arrivals(4);
    const runs = Array.from({ length: 6 }, () => world.run(check));
    await first;
    const another = arrivals(1);
    runs.push(world.run(check, { account: 'bob' }));
    await another;
    assert.equal(waiting.length, 5);
    const slow = arrivals(4);
    for (let n = 0; n < 5; n += 1) runs.push(world.run(check, { wasSlow: true }));
    await slow;
    assert.equal(waiting.length, 9, 'those that were slow have room of their own');
    const leaving = new AbortController();
    const left = world.run(check, leaving);
    leaving.abort(new Error('it is over'));
    await assert.rejects(left, /it is over/, 'who waits may leave');
    const rest = arrivals(3);
    for (const answer of waiting.splice(0)) answer();
    await rest;
    for (const answer of waiting.splice(0)) answer();
    assert.ok((await Promise.all(runs)).every(({ ok }) => ok));
  });
});

describe('the names that checks ask for', () => {
  it('are looked up few at once, and those whose check is over are never begun', async () => {
    const begun: string[] = [];
    const findAddresses = boundedLookups((name) => {
      begun.push(name);
      return silent();
    }, 1);
    await using world = new CheckWorld({ findAddresses });
    for (const host of ['one.example.org', 'two.example.org', 'three.example.org']) {
      const leaving = new AbortController();
      const run = world.run({ kind: 'tcp', host, port: 1 }, { signal: leaving.signal });
      await setImmediate();
      leaving.abort(new Error('is over'));
      await assert.rejects(run, /is over/);
    }
    assert.deepEqual(begun, ['one.example.org']);
  });

  for (const check of [
    { kind: 'tcp', host: 'server', port: 1 },
    { kind: 'http', url: 'http://server:1/' },
    { kind: 'dns', server: 'server', name: 'example.org', type: 'A' },
  ]) {
    it(`are looked up in the share of the account [${check.kind}]`, async () => {
      const accounts: (string | undefined)[] = [];
      const findAddresses: FindAddresses = async (_name, _options, asker) => {
        accounts.push(asker?.account);
        return [];
      };
      await using world = new CheckWorld({ findAddresses });
      const { detail } = await world.run(check, { account: 'bob' });
      assert.equal(detail, 'server has no address.');
      assert.deepEqual(accounts, ['bob']);
    });
  }
});
