import assert from 'node:assert/strict';
import { Deployment } from '../../../src/unikernels/entity.ts';
import { tokenActor } from '../../support/actors.ts';
import { create, imageWith } from '../deploy-form.ts';
import { startElsewhere } from '../elsewhere.ts';
import { UnikernelWorld, until } from '../unikernel-world.ts';
import { hello, KeptUnikernel, name } from './kept-unikernel.ts';

describe('a unikernel that is not started again', () => {
  let world: UnikernelWorld;
  let kept: KeptUnikernel;
  beforeEach(async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    world = await UnikernelWorld.open({ actors, observed: true });
    kept = new KeptUnikernel(world);
  });
  afterEach(() => world.close());

  it('is left alone where another client has destroyed it', async () => {
    await kept.keep();
    world.emulator.host.unikernels.destroy(name);
    await kept.untilGivenUp();
    world.pass(60);
    await kept.look();
    assert.equal(kept.runs(), false);
    assert.deepEqual(await kept.starts(), []);
    const { keepRunning } = await kept.show();
    assert.match(`${keepRunning.gaveUp}`, /another client/);
  });

  it('is left alone where another client had changed it before it ended', async () => {
    await kept.keep();
    await startElsewhere(world, 'alice:hello', { image: imageWith([], 'theirs'), memory: 48 });
    await until(async () => (await kept.show()).drift.length > 0);
    await kept.look();
    kept.exit(7);
    await kept.untilGivenUp();
    world.pass(60);
    await kept.look();
    assert.deepEqual(await kept.starts(), []);
    assert.equal((await kept.show()).keepRunning.gaveUp, 'Another client had changed it.');
  });

  it('is left alone while it is stopped, and when it is destroyed from here', async () => {
    await kept.keep();
    assert.equal((await world.ask(`${hello}/stop`, { method: 'POST' })).status, 200);
    world.pass(60);
    await kept.look();
    assert.deepEqual(await kept.starts(), []);
    assert.equal((await world.ask(`${hello}/start`, { method: 'POST' })).status, 200);
    assert.equal((await kept.show()).keepRunning.enabled, true);
    assert.equal((await world.ask(hello, { method: 'DELETE' })).status, 204);
    world.pass(60);
    await kept.look();
    assert.equal(kept.runs(), false);
  });

  it('is left alone as long as its deployment is watched: that decides', async () => {
    await kept.keep();
    const [created] = await world.deployments();
    assert.ok(created);
    const watching = { phase: 'watching', state: 'running', finishedAt: null } as const;
    await world.database.em().nativeUpdate(Deployment, { id: created.id }, watching);
    kept.exit(7);
    world.pass(5);
    await kept.look();
    assert.deepEqual(await kept.starts(), []);
    assert.partialDeepStrictEqual(await kept.show(), { keepRunning: { tries: 0, gaveUp: null } });
  });

  it('is left alone where it was only watched', async () => {
    await startElsewhere(world, 'alice:hello');
    await until(async () => (await world.ask(hello)).text.includes('"running"'));
    assert.equal((await kept.change({ keepRunning: true })).status, 200);
    kept.exit(7);
    await until(async () => (await kept.show()).state === 'exited');
    world.pass(60);
    await kept.look();
    assert.deepEqual(await world.deployments(), []);
  });

  it('is left alone where it has completed', async () => {
    await kept.keep({ arguments: ['--emulator-exit=0'] });
    await until(async () => (await kept.show()).state === 'completed');
    world.pass(60);
    await kept.look();
    assert.deepEqual(await kept.starts(), []);
  });

  it('is left alone where only Fulmar was cut off while another client destroyed it', async () => {
    await kept.keep();
    assert.equal((await create(world, { name: 'other' })).status, 201);
    await until(async () => (await world.ask('/unikernels?name=other')).text.includes('"running"'));
    world.emulator.faults.connection = 'reset';
    await until(async () => (await kept.show()).state === 'unknown');
    world.pass(5);
    world.emulator.host.unikernels.destroy(name);
    world.emulator.host.consoles.forget(); // and the host's consoles started anew meanwhile
    world.emulator.faults.connection = null;
    await world.running.hosts.get('one')?.check();
    await kept.untilGivenUp();
    world.pass(60);
    await kept.look();
    assert.deepEqual(await kept.starts(), []);
  });

  it('is left alone as long as everything automatic is paused', async () => {
    await kept.keep();
    world.isPaused = true;
    kept.exit(7);
    await until(async () => (await kept.show()).state === 'exited');
    world.pass(60);
    await kept.look();
    assert.deepEqual(await kept.starts(), []);
    world.isPaused = false;
    await until(() => kept.runs());
  });

  it('is left alone as long as its deployments are locked', async () => {
    await kept.keep();
    kept.exit(7);
    await kept.untilWaiting();
    const end = new Date(world.clock().getTime() + 3600_000).toISOString();
    const lock = { method: 'PUT', json: { reason: 'so', until: end } };
    assert.equal((await world.ask(`${hello}/lock`, lock)).status, 200);
    world.pass(10);
    await kept.look();
    assert.deepEqual(await kept.starts(), []);
    assert.equal((await world.ask(`${hello}/lock`, { method: 'DELETE' })).status, 204);
    await until(() => kept.runs());
  });
});
