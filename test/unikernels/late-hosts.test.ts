import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { parseName } from '../../src/albatross/names.ts';
import { tokenActor } from '../support/actors.ts';
import { create, imageWith, update } from './deploy-form.ts';
import { deploy } from './rollouts/deploy.ts';
import { UnikernelWorld, until } from './unikernel-world.ts';

const hello = parseName('alice:hello');
const next = imageWith([], 'next');
const config = { memory: 48 };

const changes: [string, (world: UnikernelWorld) => Promise<unknown>][] = [
  ['an update', (world) => update(world, 'hello', next, config)],
  ['a deployment', (world) => deploy(world, { settle: 0, config }, next, { wait: 0 })],
];

describe('a host that did not answer in time', function () {
  this.timeout(60_000);
  let world: UnikernelWorld;
  /** It is asked again after 2 s, and believed after some 30 s, so many times as fast. */
  const open = async (hurry: number) => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    world = await UnikernelWorld.open({ actors, hurry, hostLimits: { replyTimeout: 1_500 } });
    assert.equal((await create(world, { name: 'hello' })).status, 201);
  };
  afterEach(async () => {
    mock.restoreAll();
    await world.close();
  });

  const last = async () => (await world.deployments()).at(-1);

  /** Makes a change that the host does not answer, and waits until it was asked so often what came of that. */
  async function untilAsked(times: number, change: (world: UnikernelWorld) => Promise<unknown>) {
    const command = 'unikernel-force-create' as const;
    world.emulator.faults.add({ kind: 'silent' }, { command, times: 1 });
    const asking = mock.method(world.running.reconciler, 'ask');
    await change(world);
    await until(() => asking.mock.callCount() >= times);
    await asking.mock.calls[times - 1]?.result;
  }

  async function expectDone() {
    const ran = world.emulator.host.running.get(hello);
    assert.ok(ran);
    assert.equal((await last())?.finishedAt, null);
    await world.emulator.host.unikernels.forceCreate(hello, {
      ...ran.config,
      ...config,
      image: next,
    });
    await until(async () => (await last())?.finishedAt !== null);
    const { state, error, reason } = (await last()) ?? {};
    assert.deepEqual([state, error, reason], ['succeeded', null, null]);
  }

  for (const [what, change] of changes) {
    it(`is believed to have done later what it was told [${what}]`, async () => {
      await open(10);
      await untilAsked(3, change);
      await expectDone();
    });

    it(`is waited for by the next start, too [${what}]`, async () => {
      await open(10);
      await untilAsked(1, change);
      await until(async () => (await last())?.state === 'unknown');
      await world.kill();
      await world.start();
      const asking = mock.method(world.running.reconciler, 'ask');
      await until(() => asking.mock.callCount() >= 2);
      await asking.mock.calls[1]?.result;
      await expectDone();
    });

    it(`is believed not to have done it where it shows that for long [${what}]`, async () => {
      await open(200);
      await untilAsked(5, change);
      await until(async () => (await last())?.finishedAt !== null);
      assert.partialDeepStrictEqual(await last(), { state: 'failed', reason: null });
    });
  }
});
