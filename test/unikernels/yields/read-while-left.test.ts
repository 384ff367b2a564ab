import assert from 'node:assert/strict';
import { Yields } from '../../../src/unikernels/yields/yields.ts';
import { tokenActor } from '../../support/actors.ts';
import { imageWith } from '../deploy-form.ts';
import { hello, KeptUnikernel } from '../keeper/kept-unikernel.ts';
import { runConsoleCheck as runCheck } from '../rollouts/console-check.ts';
import { deploy } from '../rollouts/deploy.ts';
import { UnikernelWorld, until } from '../unikernel-world.ts';

describe('while a console is left to other clients', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    world = await UnikernelWorld.open({ actors, observed: true, runCheck });
  });
  afterEach(() => world?.close());

  const leave = async () => {
    const place = { host: 'one', domain: 'alice:hello', kind: 'console' } as const;
    const inAnHour = new Date(world.clock().getTime() + 3_600_000);
    await new Yields(world.database, world.clock).leave(place, inAnHour);
  };
  const isLeft = async () => {
    assert.equal((await world.ask(`${hello}/console`)).status, 503);
  };

  it('it is told how a unikernel ended', async () => {
    const kept = new KeptUnikernel(world);
    await kept.keep({ failBehaviour: 'quit' });
    assert.equal((await kept.change({ keepRunning: false })).status, 200);
    await leave();
    await isLeft();
    kept.exit(7);
    await until(async () => (await kept.show()).lastExit?.code === 7);
  });

  for (const [word, status] of [
    ['--sound', 200],
    ['--faulty', 422],
  ] as const) {
    it(`its lines are checked: ${word}`, async () => {
      assert.equal((await deploy(world, { settle: 0 })).status, 201);
      await leave();
      await isLeft();
      const checks = [
        { kind: 'console', text: '--sound', must: 'come', every: 1 },
        { kind: 'console', text: '--faulty', must: 'not-come', every: 1 },
      ];
      const asked = { settle: 0, deadline: 600, checks, config: { arguments: [word] } };
      const told = await deploy(world, asked, imageWith([], 'next'));
      assert.equal(told.status, status, told.text);
      if (status === 422) assert.partialDeepStrictEqual(told.json, { code: 'rolled-back' });
      await isLeft();
    });
  }
});
