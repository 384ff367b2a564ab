import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { parseName } from '../../../src/albatross/names.ts';
import { DatabaseUnreachableError } from '../../../src/database/errors.ts';
import { RolloutRecords } from '../../../src/unikernels/rollouts/rollout-records.ts';
import { tokenActor } from '../../support/actors.ts';
import { imageWith, service } from '../deploy-form.ts';
import { UnikernelWorld } from '../unikernel-world.ts';
import { deploy, deploymentIn, ended } from './deploy.ts';

describe('what a deployment has come to, and is not recorded at once', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    world = await UnikernelWorld.open({ actors: { alice: tokenActor(['unikernels:write']) } });
    const first = await deploy(world, { settle: 0, config: { memory: 64, ...net } }, image());
    assert.equal(first.status, 201, first.text);
  });
  afterEach(async () => {
    mock.restoreAll();
    await world.close();
  });

  const net = { networkDevices: [{ name: 'service', bridge: 'service' }] };
  const image = (filler = '') => imageWith([service], filler);
  const running = () => world.emulator.host.running.get(parseName('alice:hello'));

  for (const [what, isStored] of [
    ['stored', false],
    ['answered', true],
  ] as const) {
    it(`is not found out anew, but recorded later [not ${what}]`, async () => {
      const { host } = world.emulator;
      const { bridges } = host;
      host.bridges = bridges.filter((bridge) => bridge !== 'service');
      const { advance } = RolloutRecords.prototype;
      const fail = async function (
        this: RolloutRecords,
        ...args: Parameters<RolloutRecords['advance']>
      ): Promise<boolean> {
        host.bridges = bridges;
        if (isStored) await advance.apply(this, args);
        throw new DatabaseUnreachableError('It is away.');
      };
      // Once its host was told, and has ended what ran for what it then refused.
      mock.method(RolloutRecords.prototype, 'advance').mock.mockImplementationOnce(fail, 1);
      const config = { memory: 48, failBehaviour: 'quit', ...net };
      const begun = await deploy(world, { settle: 0, config }, image('next'), { wait: 0 });
      const { state, error } = await ended(world, deploymentIn(begun).id);
      assert.equal(state, 'rolled-back', error ?? '');
      assert.equal(running()?.config.memory, 64);
    });
  }
});
