import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { tokenActor } from '../../support/actors.ts';
import { imageWith, service } from '../deploy-form.ts';
import { UnikernelWorld } from '../unikernel-world.ts';
import { deploy, ended, failedDeployment } from './deploy.ts';

describe('a deployment that is refused after what ran before was ended, by a host that is away for a moment then', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    world = await UnikernelWorld.open({ actors: { alice: tokenActor(['unikernels:write']) } });
    const first = await deploy(world, { settle: 0 }, imageWith([service], 'first'));
    assert.equal(first.status, 201, first.text);
  });
  afterEach(async () => {
    mock.restoreAll();
    await world.close();
  });

  /** Takes the bridge away until it was looked whether it runs, which fails at the look of this number. */
  function failAtLook(number: number): void {
    const { host } = world.emulator;
    const { bridges } = host;
    host.bridges = bridges.filter((bridge) => bridge !== 'service');
    const { reconciler } = world.running;
    const look = reconciler.isRunning.bind(reconciler);
    let count = 0;
    mock.method(reconciler, 'isRunning', async (...args: Parameters<typeof look>) => {
      host.bridges = bridges;
      count += 1;
      return count === number ? null : await look(...args);
    });
  }

  for (const number of [1, 2]) {
    it(`is rolled back [look ${number} fails, of a refusal]`, async () => {
      failAtLook(number);
      const told = await deploy(world, {}, imageWith([service], 'next'));
      assert.equal((await ended(world, failedDeployment(told))).state, 'rolled-back', told.text);
    });

    it(`is rolled back [look ${number} fails, of an answer that was lost]`, async () => {
      failAtLook(number);
      const command = 'unikernel-force-create' as const;
      world.emulator.faults.add({ kind: 'reset-reply', afterOctets: 0 }, { command, times: 1 });
      const told = await deploy(world, {}, imageWith([service], 'next'));
      assert.equal((await ended(world, failedDeployment(told))).state, 'rolled-back', told.text);
    });
  }
});
