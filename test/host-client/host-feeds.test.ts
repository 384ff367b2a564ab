import assert from 'node:assert/strict';
import { systemTimer, type Timer } from '../../src/base/timer.ts';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import type { ConnectedHost } from '../../src/host-client/connected-host.ts';
import type { ConsoleEvent } from '../../src/host-client/managed-host.ts';
import { HostWorld, plainConfig, seen, targetOf } from '../hosts/support/host-world.ts';
import { settle } from '../hosts/support/manual-time.ts';
import { until } from '../hosts/support/until.ts';

/** Seconds are hundredths of one. */
const hurried: Timer = (milliseconds, action) => systemTimer(milliseconds / 100, action);

const hello = targetOf('alice', 'hello');

/** The next event of a feed that is a line with this text. */
async function nextLine(feed: AsyncIterator<ConsoleEvent>, text: string): Promise<ConsoleEvent> {
  for (;;) {
    const { done, value } = await feed.next();
    if (done) throw new Error('the feed has ended');
    if (value.line === text) return value;
  }
}

describe('subscriptions on a managed host', () => {
  let world: HostWorld;
  let emulator: Emulator;
  let host: ConnectedHost;

  beforeEach(async () => {
    world = await HostWorld.open();
    emulator = await world.startEmulator({ statsInterval: 20, consoleInterval: 3_600_000 });
    host = world.connect('one', emulator);
    const image = sampleImage();
    await host.change((client, signal) => {
      const content = { size: image.length, content: oneChunk(image) };
      return client.createUnikernel(hello, plainConfig, content, { signal });
    });
  });

  afterEach(() => world.close());

  /** A host notices only when it writes that nobody is there any more. */
  const untilAllLeft = () =>
    until(() => {
      emulator.print('alice:hello', 'is anybody there?');
      return emulator.connections === 0;
    });

  it('are one for all who watch a console, and end with the last of them', async () => {
    const leaving = [new AbortController(), new AbortController()];
    const feeds = leaving.map(({ signal }) => host.console(hello, { count: 1024 }, signal));
    await Promise.all(feeds.map(({ opened }) => opened));
    emulator.print('alice:hello', 'for all');
    for (const feed of feeds) await nextLine(feed[Symbol.asyncIterator](), 'for all');
    assert.equal(seen(emulator, 'console-subscribe'), 1);
    leaving[0]?.abort();
    await settle();
    emulator.print('alice:hello', 'for one');
    const [, second] = feeds;
    assert.ok(second);
    await nextLine(second[Symbol.asyncIterator](), 'for one');
    leaving[1]?.abort();
    await untilAllLeft();
  });

  it('are 64 consoles of one domain at once, beside those needed for a moment, and make room when they end', async () => {
    const watch = (domain: string, n: number, signal = AbortSignal.timeout(20_000)) =>
      host.console(targetOf(domain, `web${n}`), { count: 0 }, signal);
    const leaving = new AbortController();
    watch('alice', 0, leaving.signal);
    for (let n = 1; n < 64; n++) watch('alice', n);
    assert.throws(() => watch('alice', 64), {
      code: 'host-busy',
      status: 503,
      headers: { 'Retry-After': '30' },
    });
    await host.briefConsole(hello, { count: 0 }, AbortSignal.timeout(20_000)).opened;
    watch('alice', 63); // is watched already
    watch('alicia', 64);
    leaving.abort();
    watch('alice', 64);
  });

  it('end, of a console that is only kept, where somebody else is to be watched', async () => {
    const signal = AbortSignal.timeout(20_000);
    const kept = Array.from({ length: 64 }, (_, n) =>
      host.keptConsole(targetOf('alice', `web${n}`), signal),
    );
    assert.throws(() => host.keptConsole(targetOf('alice', 'web64'), signal), {
      code: 'host-busy',
    });
    host.console(targetOf('alice', 'web0'), { count: 0 }, signal);
    host.console(targetOf('alice', 'web64'), { count: 0 }, signal);
    const [, second] = kept;
    assert.deepEqual(await second?.[Symbol.asyncIterator]().next(), {
      done: true,
      value: undefined,
    });
  });

  it('resume after an event that was seen', async () => {
    const leaving = new AbortController();
    const feed = host.console(hello, { count: 1024 }, leaving.signal);
    await feed.opened;
    for (const line of ['one', 'two', 'three']) emulator.print('alice:hello', line);
    const { id } = await nextLine(feed[Symbol.asyncIterator](), 'two');
    leaving.abort();
    await untilAllLeft();
    const again = host.console(hello, { after: id }, new AbortController().signal);
    const { value } = await again[Symbol.asyncIterator]().next();
    assert.equal(value?.line, 'three');
  });

  it('go on when the host was away', async () => {
    const feed = host.console(hello, { count: 0 }, new AbortController().signal);
    const events = feed[Symbol.asyncIterator]();
    await feed.opened;
    emulator.print('alice:hello', 'before');
    await nextLine(events, 'before');
    await emulator.restart();
    await until(() => seen(emulator, 'console-subscribe') === 2);
    emulator.print('alice:hello', 'after');
    assert.equal((await nextLine(events, 'after')).line, 'after');
  });

  it('fail with the problem where the host refuses them', async () => {
    emulator.faults.add({ kind: 'silent-close' });
    const feed = host.console(hello, { count: 0 }, new AbortController().signal);
    await assert.rejects(feed.opened, { code: 'host-nonsense' });
    await assert.rejects(feed[Symbol.asyncIterator]().next(), { code: 'host-nonsense' });
  });

  it('are one a domain for samples, of which each sees those of its unikernel', async () => {
    const leaving = new AbortController();
    const feed = host.stats(hello, leaving.signal);
    const other = host.stats(targetOf('alice', 'other'), leaving.signal);
    await Promise.all([feed.opened, other.opened]);
    const { value } = await feed[Symbol.asyncIterator]().next();
    assert.equal(typeof value?.rusage.utime.seconds, 'bigint');
    const nothing = other[Symbol.asyncIterator]().next();
    leaving.abort();
    assert.deepEqual(await nothing, { done: true, value: undefined });
    assert.equal(seen(emulator, 'stats-subscribe'), 1);
    await until(() => emulator.connections === 0);
  });

  it('are none of the root for samples, where another client has its place', async () => {
    const leaving = new AbortController();
    const bob = host.stats(targetOf('bob', 'web'), leaving.signal);
    const feed = host.stats(hello, leaving.signal);
    await Promise.all([bob.opened, feed.opened]);
    const influx = world.connect('influx', emulator);
    const all = await influx.read((client) => client.stats([], { signal: leaving.signal }));
    await all[Symbol.asyncIterator]().next();
    const before = seen(emulator, 'stats-subscribe');
    const samples = feed[Symbol.asyncIterator]();
    for (let n = 0; n < 3; n++) assert.equal((await samples.next()).done, false);
    assert.equal(seen(emulator, 'stats-subscribe'), before, 'nobody has thrown anybody out');
    leaving.abort();
  });

  it('are never asked for of a console that the host does not know, which drops another', async () => {
    await host.change((client, signal) => client.destroyUnikernel(hello, { signal }));
    const unknown = [
      targetOf('alice', 'a-typo'),
      targetOf('alice', 'aa'),
      targetOf('alice', 'b'),
      targetOf('bob', 'hello'),
    ];
    for (const target of unknown) {
      const feed = host.console(target, { count: 1 }, new AbortController().signal);
      await assert.rejects(feed.opened, { code: 'unikernel-unknown', status: 404 });
    }
    assert.equal(seen(emulator, 'console-subscribe'), 0);
    assert.equal(host.health.parts.console.state, 'online');
    const leaving = new AbortController();
    const kept = host.console(hello, { count: 1 }, leaving.signal);
    await kept.opened;
    leaving.abort();
  });

  it('of a console are not taken up again when the host has dropped it meanwhile', async () => {
    const lost = world.connect('lost', emulator, { hostDeps: { timer: hurried } });
    const feed = lost.console(hello, { count: 1 }, new AbortController().signal);
    await feed.opened;
    await lost.change((client, signal) => client.destroyUnikernel(hello, { signal }));
    emulator.host.consoles.forget();
    await until(() => seen(emulator, 'console-list-inactive') > 2);
    assert.equal(seen(emulator, 'console-subscribe'), 1);
  });
});

async function* oneChunk(octets: Buffer): AsyncGenerator<Buffer> {
  yield octets;
}
