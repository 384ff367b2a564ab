import assert from 'node:assert/strict';
import { parseName } from '../../src/albatross/names.ts';
import { tokenActor } from '../support/actors.ts';
import { imageWith } from './deploy-form.ts';
import { startElsewhere } from './elsewhere.ts';
import { UnikernelWorld, until } from './unikernel-world.ts';

const hello = '/hosts/one/unikernels/hello';

/** Ends over and over: alive for 50 ms, and away for 50 ms. */
const looping = { failBehaviour: { restart: null }, arguments: ['--emulator-exit=2'] };

describe('a restart of what another client has started, whose image only its host has', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    world = await UnikernelWorld.open({ actors, observed: true });
  });
  afterEach(() => world.close());

  const restart = (json = {}) => world.ask(`${hello}/restart`, { json });
  // One of them may be known to who is answered only.
  const untilRestarting = () =>
    until(async () => Object((await world.ask(hello)).json).restarts > 1);
  const runs = () => world.emulator.host.running.has(parseName('alice:hello'));

  it('starts it at whatever moment of a crash loop', async () => {
    await startElsewhere(world, 'alice:hello', { ...looping, image: imageWith([], 'theirs') });
    await untilRestarting();
    // Until then it is only watched, and not there at some moments.
    await until(async () => (await restart()).status === 200);
    for (let count = 0; count < 3; count += 1) {
      const told = await restart();
      assert.equal(told.status, 200, told.text);
    }
  });

  for (const [what, words, status] of [
    ['does not give it', 'no', 409],
    ['is busy', null, 503],
  ] as const) {
    it(`ends none that restarts over and over, where its host ${what}`, async () => {
      await startElsewhere(world, 'alice:hello', looping);
      await untilRestarting();
      const fault = words
        ? ({ kind: 'failure', words } as const)
        : ({ kind: 'silent-close' } as const);
      world.emulator.faults.add(fault, { command: 'unikernel-get' });
      await until(async () => {
        const told = await restart();
        assert.equal(told.status === status || told.status === 409, true, told.text);
        return /It was not restarted/.test(told.text);
      });
      assert.equal(world.seen('unikernel-restart'), 0);
      await until(runs);
    });
  }

  it('restarts one that runs, though its host does not give it', async () => {
    await startElsewhere(world, 'alice:hello', { failBehaviour: { restart: null } });
    world.emulator.faults.add({ kind: 'failure', words: 'no' }, { command: 'unikernel-get' });
    const told = await restart();
    assert.equal(told.status, 200, told.text);
    assert.equal(world.seen('unikernel-restart'), 1);
  });
});
