import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { parseName } from '../../src/albatross/names.ts';
import { tokenActor } from '../support/actors.ts';
import { create, imageWith, update } from './deploy-form.ts';
import { deploy } from './rollouts/deploy.ts';
import { UnikernelWorld, until } from './unikernel-world.ts';

const name = parseName('alice:hello');

describe('a host that does what it was told after its answer was given up', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    // It is asked again after 0.4 s, and believed after some 6 s.
    const actors = { alice: tokenActor(['unikernels:write']) };
    world = await UnikernelWorld.open({ actors, hurry: 5 });
    assert.equal((await create(world, { name: 'hello' })).status, 201);
  });
  afterEach(async () => {
    mock.restoreAll();
    await world.close();
  });

  const next = imageWith([], 'next');
  const config = { memory: 48 };
  for (const [what, change] of [
    ['an update', () => update(world, 'hello', next, config)],
    ['a deployment', () => deploy(world, { settle: 0, config }, next, { wait: 0 })],
  ] as const) {
    it(`is believed to have done it [${what}]`, async () => {
      const { faults, host } = world.emulator;
      const scope = { command: 'unikernel-force-create', times: 1 } as const;
      faults.add({ kind: 'silent-close' }, scope);
      const asking = mock.method(world.running.reconciler, 'ask');
      await change();
      await until(() => asking.mock.callCount() >= 3);
      await asking.mock.calls[2]?.result;
      const ran = host.running.get(name);
      assert.ok(ran);
      await host.unikernels.forceCreate(name, { ...ran.config, ...config, image: next });
      await until(async () => (await world.deployments()).at(-1)?.finishedAt !== null);
      assert.partialDeepStrictEqual((await world.deployments()).at(-1), {
        state: 'succeeded',
        error: null,
      });
    });
  }
});
