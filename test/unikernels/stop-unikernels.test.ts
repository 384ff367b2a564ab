import assert from 'node:assert/strict';
import { parseName } from '../../src/albatross/names.ts';
import { unikernelDetails } from '../../src/unikernels/answer-schema.ts';
import { tokenActor } from '../support/actors.ts';
import { create, imageWith, storage } from './deploy-form.ts';
import { startElsewhere } from './elsewhere.ts';
import { UnikernelWorld, until } from './unikernel-world.ts';

const hello = '/hosts/one/unikernels/hello';
const config = { name: 'hello', memory: 64, arguments: ['--port=80'], failBehaviour: 'quit' };

describe('a unikernel that is stopped', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    const actors = {
      alice: tokenActor(['unikernels:write', 'volumes:write']),
      plain: tokenActor(['unikernels:write']),
      reader: tokenActor(['unikernels:read']),
    };
    world = await UnikernelWorld.open({ actors, observed: true });
  });
  afterEach(() => world.close());

  const running = () => world.emulator.host.running.get(parseName('alice:hello'));
  const post = (act: string, token = 'alice') =>
    world.ask(`${hello}/${act}`, { method: 'POST', token });

  it('is gone from its host, is shown as stopped, and starts again as it was asked for', async () => {
    await world.addVolume('alice:storage');
    assert.equal((await create(world, config, imageWith([storage]))).status, 201);
    const before = running()?.config;
    const stopped = await post('stop');
    assert.partialDeepStrictEqual(stopped.json, {
      state: 'stopped',
      desired: 'stopped',
      memory: 64,
    });
    assert.equal(running(), undefined);
    const started = await post('start', 'plain');
    assert.equal(started.status, 200, started.text);
    assert.partialDeepStrictEqual(started.json, {
      desired: 'running',
      running: true,
      state: 'running',
    });
    const after = running()?.config;
    for (const member of ['memory', 'arguments', 'failBehaviour', 'blockDevices'] as const) {
      assert.deepEqual(after?.[member], before?.[member]);
    }
    const actions = (await world.deployments()).map(({ action, state }) => [action, state]);
    assert.deepEqual(actions, [
      ['create', 'succeeded'],
      ['stop', 'succeeded'],
      ['start', 'succeeded'],
    ]);
  });

  it('starts again though another client had started it first, with what that had chosen', async () => {
    const theirs = { image: imageWith([], 'theirs'), cpuids: [1], memory: 48, arguments: ['--x'] };
    await startElsewhere(world, 'alice:hello', theirs);
    assert.equal((await post('stop')).status, 200);
    assert.equal(running(), undefined);
    assert.equal((await post('start')).status, 200);
    assert.partialDeepStrictEqual(running()?.config, {
      memory: 48,
      cpuids: [1],
      arguments: ['--x'],
    });
  });

  it('is stopped though its host does not give the image that another client had started', async () => {
    await startElsewhere(world, 'alice:hello');
    world.emulator.faults.add({ kind: 'failure', words: 'no' }, { command: 'unikernel-get' });
    const stopped = await world.ask('/hosts/one/unikernels/hello/stop', { method: 'POST' });
    assert.equal(stopped.status, 200, stopped.text);
    assert.equal(world.emulator.host.running.has(parseName('alice:hello')), false);
  });

  it('stays stopped where it ended over and over', async () => {
    const looping = { name: 'hello', arguments: ['--emulator-exit=2'] };
    assert.equal((await create(world, looping)).status, 201);
    await until(async () => {
      world.pass(0.02); // what was read of the host is too old then
      const { json } = await world.ask(hello);
      return unikernelDetails.parse(json).state === 'restarting';
    });
    assert.equal((await post('stop')).status, 200);
    const seen = world.seen('unikernel-info');
    await until(() => {
      world.pass(0.02);
      return world.seen('unikernel-info') > seen + 5;
    });
    assert.partialDeepStrictEqual((await world.ask(hello)).json, { state: 'stopped' });
    assert.equal(running(), undefined);
  });

  it('is not shown as starting while it is stopped, where it had ended', async () => {
    const ending = { ...config, arguments: ['--emulator-exit=3'] };
    assert.equal((await create(world, ending)).status, 201);
    const stateOf = async () => {
      world.pass(0.02);
      return unikernelDetails.parse((await world.ask(hello)).json).state;
    };
    await until(async () => (await stateOf()) === 'exited');
    const held = world.emulator.faults.add(
      { kind: 'hold-reply' },
      { command: 'unikernel-destroy', times: 1 },
    );
    const stopping = post('stop');
    await until(() => held.waiting > 0);
    assert.equal(await stateOf(), 'exited');
    held.release();
    assert.equal((await stopping).status, 200);
    assert.equal(await stateOf(), 'stopped');
  });

  it('can be stopped twice, and started once', async () => {
    assert.equal((await create(world, config)).status, 201);
    assert.equal((await post('stop')).status, 200);
    assert.equal((await post('stop')).status, 200);
    assert.equal((await post('start')).status, 200);
    assert.partialDeepStrictEqual((await post('start')).json, {
      status: 409,
      code: 'unikernel-exists',
    });
  });

  it('is started by a deployment, too', async () => {
    assert.equal((await create(world, config)).status, 201);
    assert.equal((await post('stop')).status, 200);
    const refused = await create(world, config, imageWith([], 'next'));
    assert.partialDeepStrictEqual(refused.json, { status: 409, code: 'unikernel-exists' });
    const forced = { ...config, force: true };
    assert.equal((await create(world, forced, imageWith([], 'next'))).status, 201);
    assert.partialDeepStrictEqual((await world.ask(hello)).json, { desired: 'running' });
  });

  it('is none that nobody knows, or that may not be changed', async () => {
    assert.equal((await post('stop')).status, 404);
    assert.equal((await post('start')).status, 404);
    assert.equal((await create(world, config)).status, 201);
    assert.equal((await post('stop', 'reader')).status, 403);
  });
});
