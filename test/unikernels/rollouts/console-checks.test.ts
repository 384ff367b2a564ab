import assert from 'node:assert/strict';
import { parseName } from '../../../src/albatross/names.ts';
import { tokenActor } from '../../support/actors.ts';
import { imageWith } from '../deploy-form.ts';
import { UnikernelWorld } from '../unikernel-world.ts';
import { runConsoleCheck as runCheck } from './console-check.ts';
import { deploy, endsWith } from './deploy.ts';

describe('a deployment with a console line that must not come', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    world = await UnikernelWorld.open({
      actors: { alice: tokenActor(['unikernels:write']) },
      runCheck,
    });
    assert.equal((await deploy(world, { settle: 0 })).status, 201);
  });
  afterEach(() => world.close());

  const running = () => world.emulator.host.running.get(parseName('alice:hello'));
  const checks = [{ kind: 'console', text: '--faulty', must: 'not-come', every: 1 }];
  const next = (config: object) =>
    deploy(world, { settle: 0, deadline: 600, checks, config }, imageWith([], 'next'));

  it('is done where it does not come', async () => {
    const done = await next({ arguments: ['--sound'] });
    assert.equal(done.status, 200, done.text);
  });

  it('is gone back from where it came before the host showed the console', async () => {
    world.emulator.faults.add(
      { kind: 'slow', milliseconds: 300 },
      { command: 'console-subscribe' },
    );
    const failed = await next({ arguments: ['--faulty'] });
    assert.partialDeepStrictEqual(failed.json, { status: 422, code: 'rolled-back' }, failed.text);
    assert.match(failed.text, /must not come/);
  });

  it('is left as it is where the host does not show the console', async () => {
    const words = 'no such console';
    world.emulator.faults.add({ kind: 'failure', words }, { command: 'console-subscribe' });
    const failed = await next({ arguments: ['--sound'] });
    assert.partialDeepStrictEqual(failed.json, { status: 422, code: 'check-failed' }, failed.text);
    assert.match(failed.text, /console cannot be read/);
    assert.deepEqual(running()?.config.arguments, ['--sound']);
  });

  for (const word of ['--sound', '--faulty']) {
    it(`is judged as soon as the host shows the console: ${word}`, async () => {
      const fault = { kind: 'failure', words: 'no such console' } as const;
      world.emulator.faults.add(fault, { command: 'console-subscribe', times: 1 });
      const { status } = await next({ arguments: [word] });
      assert.equal(status, word === '--sound' ? 200 : 422);
      assert.deepEqual(running()?.config.arguments ?? [], word === '--sound' ? [word] : []);
    });
  }

  for (const [must, text, status] of [
    ['come', '--sound', 201],
    ['come', '--other', 422],
    ['not-come', '--sound', 422],
  ] as const) {
    it(`of one that ends well is ${status}: a line with ${text} has to ${must}`, async () => {
      const config = { failBehaviour: 'quit', arguments: [...endsWith(0), '--sound'] };
      const asked = { config, settle: 60, checks: [{ kind: 'console', text, must }] };
      const told = await deploy(world, asked, imageWith([], 'job'), { name: 'job' });
      assert.equal(told.status, status, told.text);
      if (status === 422) assert.partialDeepStrictEqual(told.json, { code: 'check-failed' });
    });
  }
});
