import assert from 'node:assert/strict';
import { parseLabel, parseName } from '../../src/albatross/names.ts';
import { tokenActor } from '../support/actors.ts';
import { create, imageWith, service, update } from './deploy-form.ts';
import { deploy } from './rollouts/deploy.ts';
import { UnikernelWorld, until } from './unikernel-world.ts';

/** `ip link del service` on the host, or its coming back. */
type Bridges = readonly string[];

describe('a unikernel that its host has ended for one that it then refused', () => {
  let world: UnikernelWorld;
  let bridges: Bridges;
  beforeEach(async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    world = await UnikernelWorld.open({ actors, observed: true });
    bridges = world.emulator.host.bridges;
    const made = await create(world, { name: 'hello', networkDevices: [net] }, image());
    assert.equal(made.status, 201, made.text);
  });
  afterEach(() => world.close());

  const net = { name: 'service', bridge: 'service' };
  const image = (filler = '') => imageWith([service], filler);
  const runs = () => world.emulator.host.running.get(parseName('alice:hello')) !== undefined;
  const restart = (json = {}) => world.ask('/hosts/one/unikernels/hello/restart', { json });

  const found = async () =>
    (await world.running.registry.ofDomain(parseLabel('alice'))).find(
      ({ key }) => key.name === 'hello',
    );

  for (const onFailure of ['keep', 'rollback']) {
    it(`has exited from then on, in each reading [a deployment, ${onFailure}]`, async () => {
      await until(async () => (await found())?.observation.seenAt !== null);
      world.emulator.host.bridges = bridges.filter((bridge) => bridge !== 'service');
      const told = await deploy(world, { onFailure }, image('next'));
      assert.equal(told.status, 422, told.text);
      const looks = world.seen('unikernel-info');
      while (world.seen('unikernel-info') < looks + 10) {
        world.pass(0.02); // what was read of the host is too old then
        const shown = await world.ask('/hosts/one/unikernels/hello');
        assert.partialDeepStrictEqual(shown.json, { state: 'exited', restarts: 0 });
      }
    });
  }

  const changes: [string, () => ReturnType<typeof create>][] = [
    ['a restart', () => restart()],
    ['a restart with other arguments', () => restart({ arguments: ['--new'] })],
    ['an update', () => update(world, 'hello', image('next'))],
    [
      'a forced creation',
      () => create(world, { name: 'hello', force: true, networkDevices: [net] }, image('next')),
    ],
  ];
  for (const [what, change] of changes) {
    it(`is said to have ended [${what} without its bridge]`, async () => {
      world.emulator.host.bridges = bridges.filter((bridge) => bridge !== 'service');
      const answer = await change();
      assert.equal(answer.status, 422, answer.text);
      assert.partialDeepStrictEqual(answer.json, { ended: true });
      assert.match(answer.text, /interface service does not exist\. What ran before has ended\./);
      assert.equal(runs(), false);
      const deployment = (await world.deployments()).at(-1);
      assert.equal(deployment?.state, 'failed');
      assert.match(`${deployment?.error}`, /What ran before has ended\.$/);
      const shown = await world.ask('/hosts/one/unikernels/hello');
      assert.partialDeepStrictEqual(shown.json, { state: 'exited', restarts: 0 });
    });

    it(`is not said to have ended where it has not [${what}]`, async () => {
      for (const command of ['unikernel-restart', 'unikernel-force-create'] as const) {
        world.emulator.faults.add({ kind: 'failure', words: 'not today' }, { command });
      }
      const answer = await change();
      assert.equal(answer.status, 422, answer.text);
      assert.doesNotMatch(answer.text, /ended|what ran before|what was running before/i);
      assert.equal(runs(), true);
    });
  }
});
