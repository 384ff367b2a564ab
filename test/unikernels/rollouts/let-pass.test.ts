import assert from 'node:assert/strict';
import { parseName } from '../../../src/albatross/names.ts';
import { imageWith } from '../deploy-form.ts';
import { startElsewhere } from '../elsewhere.ts';
import { type UnikernelWorld, until } from '../unikernel-world.ts';
import { deploy, deploymentIn, ended } from './deploy.ts';
import { check, openDeployWorld } from './deploy-world.ts';

const hello = '/hosts/one/unikernels/hello';

describe('a deployment whose host was told nothing yet', () => {
  let world: UnikernelWorld;
  let beforeCheck: () => Promise<void>;
  beforeEach(async () => {
    beforeCheck = async () => {};
    world = await openDeployWorld(new Set(), new Set(), () => beforeCheck());
  });
  afterEach(() => world.close());

  const next = imageWith([], 'next');
  const runs = () => world.emulator.host.running.has(parseName('alice:hello'));
  const stop = () => world.ask(`${hello}/stop`, { method: 'POST' });
  const destroy = () => world.ask(hello, { method: 'DELETE' });

  /** Begins one that holds the unikernel: it reads the image of what runs, which does not come. */
  async function deployUntilHeld({ query = '' } = {}) {
    await startElsewhere(world, 'alice:hello', { image: imageWith([], 'theirs') });
    const { faults } = world.emulator;
    const held = faults.add({ kind: 'hold-reply' }, { command: 'unikernel-get', times: 1 });
    const { id } = deploymentIn(await deploy(world, { settle: 0 }, next, { wait: 0, query }));
    await until(() => held.waiting > 0);
    return { id, held };
  }

  /** Begins one that waits for a check as things stand, and holds nothing. */
  async function deployUntilChecked() {
    const trying = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    beforeCheck = async () => {
      trying.resolve();
      await released.promise;
    };
    const asked = { checks: [check('slow.example')], settle: 0 };
    const { id } = deploymentIn(await deploy(world, asked, next, { wait: 0 }));
    await trying.promise;
    return { id, release: released.resolve };
  }

  for (const [how, end] of [
    ['stop', stop],
    ['destroy', destroy],
  ] as const) {
    it(`is ended by whoever asks to ${how} what it holds`, async () => {
      const { id } = await deployUntilHeld();
      const told = await end();
      assert.ok(told.status < 300, told.text);
      const { state, error } = await ended(world, id);
      assert.deepEqual([state, error], ['cancelled', `The unikernel was told to ${how}.`]);
      assert.equal(runs(), false);
      assert.equal(world.seen('unikernel-force-create'), 0);
    });
  }

  it('waits for whoever it let pass, though it was to wait for nobody', async () => {
    const { id } = await deployUntilHeld({ query: '?ifBusy=fail' });
    const slow = { kind: 'slow', milliseconds: 3_000 } as const; // longer than is waited for a lock
    world.emulator.faults.add(slow, { command: 'unikernel-destroy', times: 1 });
    assert.equal((await destroy()).status, 204);
    const { state, error } = await ended(world, id);
    assert.deepEqual([state, error], ['cancelled', 'The unikernel was told to destroy.']);
  });

  it('goes on where its host refuses to destroy what it holds', async () => {
    const { id } = await deployUntilHeld();
    const command = 'unikernel-destroy' as const;
    world.emulator.faults.add({ kind: 'failure', words: 'not today' }, { command, times: 1 });
    assert.equal((await destroy()).status, 422);
    const { state, steps = [] } = await ended(world, id);
    assert.equal(state, 'succeeded');
    const names = steps.map(({ name }) => name);
    assert.deepEqual([...new Set(names)], names);
  });

  it('goes on where there is nothing yet that could be destroyed', async () => {
    const { id, release } = await deployUntilChecked();
    assert.equal((await destroy()).status, 404);
    release();
    const { state, error } = await ended(world, id);
    assert.equal(state, 'succeeded', error);
  });

  it('goes on where what is to be destroyed does not run, and ends where it is forgotten', async () => {
    const config = { failBehaviour: 'quit' };
    assert.equal((await deploy(world, { settle: 0, config })).status, 201);
    for (const _destroy of [1, 2]) world.emulator.host.unikernels.destroy(parseName('alice:hello'));
    const first = await deployUntilChecked();
    assert.equal((await destroy()).status, 409);
    const waiting = (await world.deployments()).find(({ id }) => id === first.id);
    assert.equal(waiting?.state, 'queued');
    assert.equal((await world.ask(`${hello}?forget=true`, { method: 'DELETE' })).status, 204);
    first.release();
    assert.equal((await ended(world, first.id)).state, 'cancelled');
  });

  it('is ended, too, where the server ends before the answer to a destroy', async () => {
    assert.equal((await deploy(world, { settle: 0 })).status, 201);
    const { faults } = world.emulator;
    const held = faults.add({ kind: 'hold-reply' }, { command: 'unikernel-destroy' });
    const { id, release } = await deployUntilChecked();
    const cut = destroy().catch(() => {});
    await until(() => held.waiting > 0);
    const killing = world.kill();
    release();
    await killing;
    await cut;
    beforeCheck = async () => {};
    held.release();
    const unasked = faults.add({ kind: 'failure', words: 'no' }, { command: 'unikernel-info' });
    await world.start();
    await until(() => unasked.hits > 5);
    unasked.release();
    const { state } = await ended(world, id);
    assert.equal(state, 'cancelled');
    assert.equal(runs(), false);
  });
});
