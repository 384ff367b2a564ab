import assert from 'node:assert/strict';
import { clockWarnings } from '../../../src/hosts/host-warnings.ts';
import { tokenActor } from '../../support/actors.ts';
import { imageWith } from '../deploy-form.ts';
import { UnikernelWorld, until } from '../unikernel-world.ts';
import { runConsoleCheck } from './console-check.ts';
import { deploy, deploymentIn, ended, endsWith } from './deploy.ts';

const hello = '/hosts/one/unikernels/hello';
const quits = (code: number) => ({ failBehaviour: 'quit', arguments: endsWith(code) });
const lasting = { arguments: ['--sound'] };

for (const ahead of [-10_000, 10_000, -100_000]) {
  describe(`a host whose clock is ${ahead / 1000} s ahead`, () => {
    let world: UnikernelWorld;
    beforeEach(async () => {
      const actors = { alice: tokenActor(['unikernels:write']) };
      world = await UnikernelWorld.open({
        actors,
        runCheck: runConsoleCheck,
        observed: true,
        hostsAhead: ahead,
      });
    });
    afterEach(() => world.close());

    const show = async () => (await world.ask(hello)).json;
    const next = (config: object, checks: readonly object[] = []) =>
      deploy(world, { settle: 1, deadline: 600, checks, config }, imageWith([], 'next'));

    it('says what it said in time: no good version is gone back from', async () => {
      const come = [{ kind: 'console', text: '--sound', must: 'come', every: 1 }];
      const first = await deploy(world, {
        settle: 1,
        deadline: 600,
        checks: come,
        config: lasting,
      });
      assert.equal(first.status, 201, first.text);
      const done = await next(lasting, come);
      assert.equal(done.status, 200, done.text);
      const host = world.running.hosts.get('one');
      assert.ok(host);
      const [warning] = clockWarnings(host.clock);
      const which = ahead > 0 ? 'ahead of' : 'behind';
      assert.match(`${warning}`, new RegExp(`^Its clock is \\d+ s ${which} this server’s\\.`));
    });

    it('says how one ended that was to quit, be it the first', async () => {
      const first = await deploy(world, { settle: 1, config: quits(0) });
      assert.equal(first.status, 201, first.text);
      await until(async () => Reflect.get(Object(await show()), 'state') === 'completed');
    });

    it('says nothing of one that a former one had said', async () => {
      assert.equal((await deploy(world, { settle: 1, config: lasting })).status, 201);
      world.emulator.print('alice:hello', 'Solo5: solo5_exit(1) called');
      world.pass(0.1); // some seconds before
      const done = await next(quits(0));
      assert.equal(done.status, 200, done.text);
      await until(async () => Reflect.get(Object(await show()), 'state') === 'completed');
      assert.partialDeepStrictEqual(await show(), { lastExit: { code: 0 } });
    });
  });
}

describe('a host whose answer to a start is lost', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    world = await UnikernelWorld.open({
      actors: { alice: tokenActor(['unikernels:write']) },
      runCheck: runConsoleCheck,
    });
  });
  afterEach(() => world.close());

  it('is not taken for one whose clock is behind', async () => {
    assert.equal((await deploy(world, { settle: 0, config: lasting })).status, 201);
    const command = 'unikernel-force-create' as const;
    const held = world.emulator.faults.add({ kind: 'hold-reply' }, { command });
    const next = { settle: 1, deadline: 600, config: lasting };
    const begun = await deploy(world, next, imageWith([], 'next'), { wait: 0 });
    await until(() => held.waiting > 0);
    world.pass(20);
    await world.kill();
    held.release();
    await world.start();
    const { state, error } = await ended(world, deploymentIn(begun).id);
    assert.equal(state, 'succeeded', error);
    const host = world.running.hosts.get('one');
    assert.ok(host);
    assert.deepEqual(clockWarnings(host.clock), []);
  });
});
