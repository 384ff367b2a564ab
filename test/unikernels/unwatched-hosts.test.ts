import assert from 'node:assert/strict';
import { parseName } from '../../src/albatross/names.ts';
import { unikernelDetails } from '../../src/unikernels/answer-schema.ts';
import { tokenActor } from '../support/actors.ts';
import { create } from './deploy-form.ts';
import { UnikernelWorld, until } from './unikernel-world.ts';

describe('a host that nobody looked at for a while, and that ran on', () => {
  let world: UnikernelWorld;
  before(async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    world = await UnikernelWorld.open({ actors, observed: true });
    for (const config of [
      { name: 'steady' },
      { name: 'gone', failBehaviour: 'quit' },
      { name: 'looping', arguments: ['--emulator-exit=2'] },
    ]) {
      assert.equal((await create(world, { memory: 16, ...config })).status, 201);
    }
    await untilState('steady', 'running');
    await untilState('gone', 'running');
    await untilState('looping', 'restarting');
    await world.kill();
    world.emulator.host.unikernels.destroy(parseName('alice:gone'));
    world.pass(0.1);
    await world.start();
    const looks = world.seen('unikernel-info');
    await until(() => {
      world.pass(0.001); // several looks take less than what counts of restarts
      return world.seen('unikernel-info') > looks + 2;
    });
  });
  after(() => world.close());

  const show = async (name: string) =>
    unikernelDetails.parse((await world.ask(`/hosts/one/unikernels/${name}`)).json);
  const untilState = (name: string, state: string) =>
    until(async () => (await show(name)).state === state);

  it('has one that still ends over and over', async () => {
    await until(async () => {
      world.pass(0.001); // no look may have found it running yet
      const { state, restarts } = await show('looping');
      return state === 'restarting' && Number(restarts) > 0;
    });
  });

  it('has not lost what ended meanwhile', async () => {
    await until(async () => ['exited', 'missing'].includes((await show('gone')).state));
    assert.equal((await show('gone')).state, 'exited');
  });
});
