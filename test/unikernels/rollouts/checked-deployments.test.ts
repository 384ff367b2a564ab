import assert from 'node:assert/strict';
import { z } from 'zod';
import { parseName } from '../../../src/albatross/names.ts';
import { imageWith, storage } from '../deploy-form.ts';
import { type UnikernelWorld, until } from '../unikernel-world.ts';
import { deploy, endsWith } from './deploy.ts';
import { check, openDeployWorld } from './deploy-world.ts';

const hello = '/hosts/one/unikernels/hello';

describe('the one call that deploys', () => {
  let world: UnikernelWorld;
  let failing: Set<string>;
  let slow: Set<string>;
  beforeEach(async () => {
    failing = new Set();
    slow = new Set();
    world = await openDeployWorld(failing, slow);
  });
  afterEach(() => world.close());

  const running = () => world.emulator.host.running.get(parseName('alice:hello'));
  const told = async (path: string) => (await world.ask(path)).json;

  for (const [onFailure, hasVolume, outcome] of [
    [undefined, false, 'rolled-back'],
    [undefined, true, 'check-failed'],
    ['rollback', true, 'rolled-back'],
    ['keep', false, 'check-failed'],
    ['stop', false, 'check-failed'],
  ] as const) {
    const volume = hasVolume ? 'with a volume' : 'without a volume';
    it(`does as ${onFailure ?? 'is usual'} ${volume} when a check fails`, async () => {
      await world.addVolume('alice:storage');
      const devices = hasVolume ? [storage] : [];
      const good = await deploy(world, { settle: 1, config: { memory: 64 } }, imageWith(devices));
      assert.equal(good.status, 201, good.text);
      failing.add('192.0.2.1');
      const checks = [check('192.0.2.2'), check('192.0.2.1')];
      const asked = { checks, settle: 1, deadline: 20, ...(onFailure && { onFailure }) };
      // It passes before, and fails from then on.
      failing.clear();
      const image = imageWith(devices, 'next');
      const deploying = deploy(world, { ...asked, config: { memory: 48 } }, image);
      await until(() => world.seen('unikernel-force-create') > 1);
      failing.add('192.0.2.1');
      const failed = await deploying;
      assert.partialDeepStrictEqual(failed.json, { status: 422, code: outcome });
      const isBack = outcome === 'rolled-back';
      if (onFailure === 'stop') {
        assert.equal(running(), undefined);
        assert.partialDeepStrictEqual(await told(hello), { state: 'stopped' });
        return;
      }
      assert.equal(running()?.config.memory, isBack ? 64 : 48);
      assert.partialDeepStrictEqual(await told(hello), { memory: isBack ? 64 : 48, drift: [] });
    });
  }

  it('keeps what fails a check that has failed before, too', async () => {
    assert.equal((await deploy(world, { settle: 1, config: { memory: 64 } })).status, 201);
    failing.add('192.0.2.1');
    const asked = { checks: [check('192.0.2.1')], settle: 1, deadline: 5, config: { memory: 48 } };
    const failed = await deploy(world, asked, imageWith([], 'next'));
    assert.partialDeepStrictEqual(failed.json, { status: 422, code: 'check-failed' });
    assert.equal(running()?.config.memory, 48);
  });

  it('is gone back from where a check fails that would have needed longer before', async () => {
    assert.equal((await deploy(world, { settle: 1, config: { memory: 64 } })).status, 201);
    slow.add('192.0.2.1');
    failing.add('192.0.2.1');
    const checks = [{ ...check('192.0.2.1'), timeout: 20 }];
    const failed = await deploy(world, { checks, settle: 1, deadline: 5 }, imageWith([], 'next'));
    assert.partialDeepStrictEqual(failed.json, { status: 422, code: 'rolled-back' });
  });

  it('is gone back from by hand to the last good release, which a restart does not change', async () => {
    assert.equal((await deploy(world, { settle: 0, config: { memory: 64 } })).status, 201);
    failing.add('192.0.2.1');
    const asked = { checks: [check('192.0.2.1')], settle: 1, deadline: 5, onFailure: 'keep' };
    const bad = { ...asked, config: { memory: 48 } };
    const failed = await deploy(world, bad, imageWith([], 'next'));
    assert.partialDeepStrictEqual(failed.json, { code: 'check-failed' }, failed.text);
    assert.equal((await world.ask(`${hello}/restart`, { method: 'POST' })).status, 200);
    assert.partialDeepStrictEqual(await told(`${hello}/releases`), {
      data: [{ number: 1, current: false }],
    });
    assert.equal((await world.ask(`${hello}/rollback`, { method: 'POST' })).status, 200);
    assert.equal(running()?.config.memory, 64);
    const { data } = z
      .object({ data: z.array(z.object({ current: z.boolean() })) })
      .parse(await told(`${hello}/releases`));
    assert.deepEqual(
      data.map(({ current }) => current),
      [true, false],
    );
  });

  it('is good where it has to stay up for longer than its checks have time', async () => {
    const checks = [check('192.0.2.2')];
    const deployed = await deploy(world, { checks, settle: 20, deadline: 10 });
    assert.equal(deployed.status, 201, deployed.text);
  });

  it('has failed where it ends well before a check has passed', async () => {
    failing.add('192.0.2.1');
    const config = { failBehaviour: 'quit', arguments: endsWith(0) };
    const failed = await deploy(world, { config, checks: [check('192.0.2.1')], settle: 60 });
    assert.partialDeepStrictEqual(failed.json, { status: 422, code: 'check-failed' });
  });

  it('is watched as the one before where that is asked for', async () => {
    const watched = { checks: [check('192.0.2.1')], settle: 1, deadline: 5 };
    assert.equal((await deploy(world, watched)).status, 201);
    failing.add('192.0.2.1');
    const failed = await deploy(world, { keepChecks: true }, imageWith([], 'next'));
    assert.partialDeepStrictEqual(failed.json, { status: 422, code: 'check-failed' });
    const given = { keepChecks: true, checks: [check('192.0.2.2')] };
    const passed = await deploy(world, given, imageWith([], 'third'));
    assert.equal(passed.status, 200, passed.text);
    assert.equal((await deploy(world, { settle: 0 })).status, 200);
  });
});
