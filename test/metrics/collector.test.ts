import assert from 'node:assert/strict';
import { parseLabel, parseName } from '../../src/albatross/names.ts';
import { tokenActor } from '../support/actors.ts';
import { create } from '../unikernels/deploy-form.ts';
import { startElsewhere } from '../unikernels/elsewhere.ts';
import { openEvents } from '../unikernels/event-reader.ts';
import { UnikernelWorld, until } from '../unikernels/unikernel-world.ts';

const [one, alice] = [parseLabel('one'), parseLabel('alice')];

describe('what unikernels use', () => {
  let world: UnikernelWorld;

  beforeEach(async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    const watched = { observed: true, collected: true, statsInterval: 20 };
    world = await UnikernelWorld.open({ actors, ...watched });
    await create(world, { name: 'hello' });
  });
  afterEach(() => world.close());

  const idOf = async (name: string) => {
    const label = parseLabel(name);
    const managed = await world.running.registry.onHost(one);
    return managed.find(({ key }) => key.name === label)?.id ?? '';
  };
  const usageOf = async (name: string) =>
    world.running.latestUsage.of(await idOf(name), world.clock().getTime());
  const collection = () => world.running.collector.collectionOf(one, alice);

  it('is collected, in the one subscription of all who watch', async () => {
    await until(async () => ((await usageOf('hello'))?.cpuSeconds ?? 0) > 0);
    assert.partialDeepStrictEqual(await usageOf('hello'), { memory: 4 * 1024 * 1024 });
    assert.equal(collection()?.state, 'collecting');
    const path = '/api/v1/hosts/one/unikernels/hello/stats';
    const reader = await openEvents(`${world.running.app.url}${path}`);
    assert.ok(await reader.next());
    reader.close();
    assert.equal(world.seen('stats-subscribe'), 1);
  });

  it('is not collected of what was not started here', async () => {
    await startElsewhere(world, 'alice:web');
    await until(async () => (await idOf('web')) !== '');
    const before = (await usageOf('hello'))?.at ?? 0;
    await until(async () => ((await usageOf('hello'))?.at ?? 0) > before + 100);
    assert.equal(await usageOf('web'), null);
  });

  it('is not collected any more once nothing of the domain is left', async () => {
    await until(async () => (await usageOf('hello')) !== null);
    const id = await idOf('hello');
    await world.ask('/hosts/one/unikernels/hello', { method: 'DELETE' });
    await until(() => collection() === null);
    assert.equal(world.running.latestUsage.of(id, world.clock().getTime()), null);
  });

  it('is left to another client that takes the place twice', async () => {
    const other = new AbortController();
    await until(() => collection()?.state === 'collecting');
    for (const times of [2, 3]) {
      world.emulator.host.statistics.subscribe(parseName('alice:'), other.signal);
      if (times === 2) await until(() => world.seen('stats-subscribe') === times);
    }
    await until(() => collection()?.state === 'yielded');
    const { nextAt, since } = collection() ?? {};
    const minutes = (Number(nextAt) - Number(since)) / 60_000;
    assert.equal(Math.round(minutes), 60);
    assert.equal(world.seen('stats-subscribe'), 2);
    other.abort();
  });
});
