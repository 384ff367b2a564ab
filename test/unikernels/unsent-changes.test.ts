import assert from 'node:assert/strict';
import { tokenActor } from '../support/actors.ts';
import { create, formOf, imageWith, update } from './deploy-form.ts';
import { UnikernelWorld, until } from './unikernel-world.ts';

const collection = '/api/v1/hosts/one/unikernels';

describe('a change whose answer was lost, before one that its host was not told of', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    // So slow that nothing is found out before the next start.
    world = await UnikernelWorld.open({ actors, hurry: 0.001 });
    assert.equal((await create(world, { name: 'hello' })).status, 201);
  });
  afterEach(() => world.close());

  const deploymentOf = async (index: number) => (await world.deployments()).at(index);

  it('is believed when the host shows it, and what it asked for is kept', async () => {
    const { faults } = world.emulator;
    const answered = faults.add({ kind: 'hold-reply' }, { command: 'unikernel-force-create' });
    const lost = update(world, 'hello', imageWith([], 'next'), { memory: 64 }).catch(() => null);
    await until(() => answered.waiting > 0);
    const unasked = faults.add({ kind: 'failure', words: 'no' }, { command: 'unikernel-info' });
    await world.kill();
    answered.release();
    await lost;
    await world.start();
    await until(() => unasked.hits > 0);
    unasked.release();
    assert.partialDeepStrictEqual(await deploymentOf(1), { state: 'unknown', finishedAt: null });

    const held = faults.add({ kind: 'hold-reply' }, { command: 'unikernel-create' });
    const names = ['first', 'second', 'third', 'fourth'];
    const creations = names.map((name) => create(world, { name }));
    await until(() => held.waiting > 1);
    await until(async () => (await world.deployments()).length === 2 + names.length);
    const leaving = new AbortController();
    const left = fetch(`${world.running.app.url}${collection}/hello/update`, {
      method: 'POST',
      body: formOf([['image', imageWith([], 'last')]]),
      headers: { authorization: 'Bearer alice' },
      signal: leaving.signal,
    });
    await until(async () => (await world.deployments()).length === 3 + names.length);
    leaving.abort();
    await assert.rejects(left, { name: 'AbortError' });
    await until(async () => (await deploymentOf(-1))?.finishedAt !== null);
    assert.partialDeepStrictEqual(await deploymentOf(-1), { action: 'update', state: 'failed' });
    assert.equal(world.seen('unikernel-force-create'), 1);
    held.release();
    await Promise.all(creations);

    await world.kill();
    await world.start();
    await until(async () => (await deploymentOf(1))?.state === 'succeeded');
    const shown = await world.ask('/hosts/one/unikernels/hello');
    assert.partialDeepStrictEqual(shown.json, { memory: 64, drift: [] });
  });
});
