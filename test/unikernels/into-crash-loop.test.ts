import assert from 'node:assert/strict';
import { parseName } from '../../src/albatross/names.ts';
import { unikernelDetails } from '../../src/unikernels/answer-schema.ts';
import { tokenActor } from '../support/actors.ts';
import { create, imageWith, storage, update } from './deploy-form.ts';
import { startElsewhere } from './elsewhere.ts';
import { UnikernelWorld, until } from './unikernel-world.ts';

const hello = '/hosts/one/unikernels/hello';

/** Ends over and over: alive for 50 ms, and away for 50 ms. */
const looping = { memory: 64, arguments: ['--port=80', '--emulator-exit=2'] };

describe('a change of a unikernel that does not run at the moment', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    const actors = { alice: tokenActor(['unikernels:write', 'volumes:write']) };
    world = await UnikernelWorld.open({ actors, observed: true });
  });
  afterEach(() => world.close());

  const running = () => world.emulator.host.running.get(parseName('alice:hello'));
  const restart = (json = {}) => world.ask(`${hello}/restart`, { json });
  const untilState = (state: string) =>
    until(async () => {
      const { json } = await world.ask(hello);
      return unikernelDetails.parse(json).state === state;
    });

  it('is taken at whatever moment of a crash loop, and keeps what was asked for', async () => {
    const image = imageWith();
    assert.equal((await create(world, { name: 'hello', ...looping }, image)).status, 201);
    for (let deploy = 0; deploy < 40; deploy += 1) {
      assert.equal((await world.ask(hello)).status, 200);
      const told = await update(world, 'hello', imageWith([], `${deploy}`));
      assert.equal(told.status, 200, told.text);
      assert.partialDeepStrictEqual(told.json, looping);
    }
    const fixed = await update(world, 'hello', image, { arguments: ['--port=80'] });
    assert.partialDeepStrictEqual(fixed.json, { memory: 64, arguments: ['--port=80'] });
    await untilState('running');
    assert.equal(running()?.config.memory, 64);
  });

  it('restarts at whatever moment of a crash loop', async () => {
    assert.equal((await create(world, { name: 'hello', ...looping })).status, 201);
    for (let count = 0; count < 40; count += 1) {
      const told = await restart();
      assert.equal(told.status, 200, told.text);
    }
    const fixed = await restart({ arguments: ['--port=80'] });
    assert.equal(fixed.status, 200, fixed.text);
    await untilState('running');
    assert.partialDeepStrictEqual(running()?.config, { memory: 64, arguments: ['--port=80'] });
  });

  it('is refused where another client’s restarts over and over, unless forced', async () => {
    const theirs = { failBehaviour: { restart: null }, arguments: ['--emulator-exit=2'] };
    await startElsewhere(world, 'alice:hello', theirs);
    // Before it is known it is shown now and then.
    await until(async () => Object((await world.ask(hello)).json).state === 'restarting');
    for (let count = 0; count < 20; count += 1) {
      const told = await create(world, { name: 'hello' }, imageWith([], `${count}`));
      assert.partialDeepStrictEqual(
        told.json,
        { status: 409, code: 'unikernel-exists' },
        told.text,
      );
    }
    const forced = await create(world, { name: 'hello', force: true });
    assert.equal(forced.status, 201, forced.text);
  });

  it('is not forgotten at any moment of a crash loop', async () => {
    assert.equal((await create(world, { name: 'hello', ...looping })).status, 201);
    // One of them may be known to who is answered only.
    await until(async () => unikernelDetails.parse((await world.ask(hello)).json).restarts > 1);
    for (let count = 0; count < 20; count += 1) {
      const told = await world.ask(`${hello}?forget=true`, { method: 'DELETE' });
      assert.equal(told.status, 409);
      assert.partialDeepStrictEqual(told.json, { code: 'unikernel-exists' });
    }
    assert.equal((await world.ask(hello, { method: 'DELETE' })).status, 204);
  });

  it('starts one that has ended, with its volume', async () => {
    await world.addVolume('alice:storage');
    const config = {
      name: 'hello',
      memory: 64,
      failBehaviour: 'quit',
      arguments: ['--emulator-exit=0'],
    };
    assert.equal((await create(world, config, imageWith([storage]))).status, 201);
    await untilState('completed');
    const updated = await update(world, 'hello', imageWith([storage], 'next'), { arguments: [] });
    assert.equal(updated.status, 200, updated.text);
    await untilState('running');
    assert.partialDeepStrictEqual(running()?.config, { memory: 64, failBehaviour: 'quit' });
    assert.equal(running()?.config.blockDevices[0]?.volume, 'storage');
  });

  it('is refused where another unikernel has its volume by now, before anything is sent', async () => {
    await world.addVolume('alice:storage');
    const config = { name: 'hello', failBehaviour: 'quit', arguments: ['--emulator-exit=0'] };
    assert.equal((await create(world, config, imageWith([storage]))).status, 201);
    await untilState('completed');
    assert.equal((await create(world, { name: 'other' }, imageWith([storage]))).status, 201);
    const before = world.seen('unikernel-force-create');
    const refused = await update(world, 'hello', imageWith([storage], 'next'));
    assert.partialDeepStrictEqual(refused.json, { status: 409, code: 'volume-in-use' });
    assert.equal(world.seen('unikernel-force-create'), before);
  });

  it('overwrites what another client has changed: what was asked for last counts', async () => {
    assert.equal((await create(world, { name: 'hello', memory: 64 })).status, 201);
    const theirs = { image: imageWith([], 'theirs'), memory: 16, arguments: ['--theirs'] };
    await startElsewhere(world, 'alice:hello', theirs);
    const updated = await update(world, 'hello', imageWith([], 'next'));
    assert.partialDeepStrictEqual(updated.json, { memory: 64, arguments: [], drift: [] });
  });

  it('updates one that another client had started, and that has ended', async () => {
    const theirs = { memory: 48, arguments: ['--port=80'] };
    await startElsewhere(world, 'alice:hello', theirs);
    await until(async () => (await world.ask(hello)).status === 200);
    await untilState('running');
    world.emulator.host.unikernels.destroy(parseName('alice:hello'));
    await untilState('exited');
    const updated = await update(world, 'hello', imageWith([], 'next'), { arguments: [] });
    assert.equal(updated.status, 200, updated.text);
    assert.partialDeepStrictEqual(running()?.config, { memory: 48, failBehaviour: 'quit' });
  });

  it('is refused as a creation that is not forced, while it ends over and over', async () => {
    assert.equal((await create(world, { name: 'hello', ...looping })).status, 201);
    await untilState('restarting');
    for (let count = 0; count < 20; count += 1) {
      const { json } = await create(world, { name: 'hello' });
      assert.partialDeepStrictEqual(json, { status: 409, code: 'unikernel-exists' });
    }
  });

  it('is none of one that nobody knows', async () => {
    assert.equal((await update(world, 'hello', imageWith())).status, 404);
    assert.equal((await restart()).status, 404);
  });
});

describe('a unikernel that has ended, and that its host is about to start again for the first time', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    world = await UnikernelWorld.open({ actors, observed: true, exitDelay: 60_000 });
  });
  afterEach(() => world.close());

  it('is destroyed where it is to be forgotten', async () => {
    const config = { name: 'hello', arguments: ['--emulator-exit=2:1'] };
    assert.equal((await create(world, config)).status, 201);
    const { running, unikernels } = world.emulator.host;
    await until(() => !running.has(parseName('alice:hello')));
    const told = await world.ask(`${hello}?forget=true`, { method: 'DELETE' });
    assert.equal(told.status, 204, told.text);
    assert.equal((await world.ask(hello)).status, 404);
    // Nothing of it is left that might start again.
    assert.throws(() => unikernels.destroy(parseName('alice:hello')), /not found/);
  });
});
