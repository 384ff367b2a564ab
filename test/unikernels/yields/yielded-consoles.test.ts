import assert from 'node:assert/strict';
import { parseLabel } from '../../../src/albatross/names.ts';
import { until } from '../../server/support/until.ts';
import { ConsoleWorld } from '../consoles/support/console-world.ts';

/** Subscribers that a host has room for at a console: docs/albatross-protocol.md, section 4. */
const room = 5;

describe('a console that other clients watch', function () {
  this.timeout(60_000);
  let world: ConsoleWorld;
  const others = new AbortController();
  beforeEach(async () => {
    world = await ConsoleWorld.open({ observed: true });
    await world.deploy();
    world.keep();
    await until(() => subscribed() === 1);
    world.print('line 0');
    await world.linesUntil('line 0');
  });
  afterEach(async () => {
    others.abort();
    await world?.close();
  });

  const subscribed = () => world.unikernels.seen('console-subscribe');
  const isWatched = () => {
    const { consoles } = world.unikernels.emulator.host;
    return consoles.watch([parseLabel('alice')], parseLabel('hello'));
  };
  /** So many others subscribe that ours is thrown out. */
  const crowdOut = () => {
    for (let n = 0; n < room; n += 1) isWatched()?.subscribe(others.signal);
  };
  const left = async () => {
    const { json } = await world.unikernels.ask('/hosts/one/unikernels/hello');
    return Object(json).leftToOthers;
  };

  it('is left to them for an hour once they have thrown us out twice, which is said', async () => {
    crowdOut();
    await until(() => subscribed() === 2);
    assert.deepEqual(await left(), []);
    crowdOut();
    await until(async () => (await left()).length > 0);
    const [{ kind, until: end }] = await left();
    assert.equal(kind, 'console');
    const hours = (Date.parse(end) - world.unikernels.clock().getTime()) / 3_600_000;
    assert.ok(hours > 0.9 && hours <= 1, `${hours} h`);
    const watched = await world.unikernels.ask('/hosts/one/unikernels/hello/console');
    assert.deepEqual([watched.status, Object(watched.json).code], [503, 'host-busy']);
    assert.match(`${watched.text}`, /left to them until/);
    assert.equal(subscribed(), 2);
    world.unikernels.pass(61);
    await until(() => subscribed() > 2);
    world.print('line 1');
    await world.linesUntil('line 1');
    assert.deepEqual(await left(), []);
  });

  it('is not where others of its host end together with it, as where their daemon does', async () => {
    await world.deploy('other');
    await until(() => subscribed() === 2);
    const { consoles } = world.unikernels.emulator.host;
    for (let times = 0; times < 2; times += 1) {
      const seen = subscribed();
      for (const name of ['hello', 'other']) {
        consoles.watch([parseLabel('alice')], parseLabel(name))?.close();
      }
      await until(() => subscribed() === seen + 2);
      assert.deepEqual(await left(), []);
    }
  });

  it('is not where its host has dropped it while the unikernel was out for a moment', async () => {
    for (let times = 0; times < 2; times += 1) {
      const seen = subscribed();
      world.unikernels.emulator.faults.add(
        { kind: 'slow', milliseconds: 500 },
        { command: 'policy-info', times: 1 },
      );
      world.cut();
      await world.unikernels.ask('/hosts/one/unikernels/hello/restart', { method: 'POST' });
      await until(() => subscribed() > seen);
      assert.deepEqual(await left(), []);
    }
  });

  it('is not where its host drops it since the unikernel does not run', async () => {
    await world.unikernels.ask('/hosts/one/unikernels/hello/stop', { method: 'POST' });
    for (let times = 0; times < 3; times += 1) {
      world.cut();
      const seen = subscribed();
      await until(() => subscribed() > seen);
    }
    assert.deepEqual(await left(), []);
  });
});
