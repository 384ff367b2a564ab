import assert from 'node:assert/strict';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import { Deployment } from '../../../src/unikernels/entity.ts';
import { tokenActor } from '../../support/actors.ts';
import { create, imageWith } from '../deploy-form.ts';
import { startElsewhere } from '../elsewhere.ts';
import { UnikernelWorld, until } from '../unikernel-world.ts';
import { hello, KeptUnikernel, name } from './kept-unikernel.ts';

const forHvt = sampleImage({ target: 'hvt' });

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

  for (const [what, config, image] of [
    ['one for spt is silent when it is destroyed, too', {}, sampleImage()],
    ['it does not say its exit either', { arguments: ['--solo5:quiet'] }, forHvt],
  ] as const) {
    it(`is left alone where its tender was killed: ${what}`, async () => {
      await kept.keep(config, image);
      world.emulator.host.unikernels.kill(name);
      await kept.untilGivenUp();
      assert.match(`${(await kept.show()).keepRunning.gaveUp}`, /another client/);
      assert.deepEqual(await kept.starts(), []);
    });
  }

  it('is left alone where its tender, which is for hvt, was told to end', async () => {
    await kept.keep({}, forHvt);
    world.emulator.host.unikernels.destroy(name);
    await kept.untilGivenUp();
    const { gaveUp } = (await kept.show()).keepRunning;
    assert.equal(gaveUp, 'Its tender ended it: solo5-hvt: Exiting on signal 15');
    assert.deepEqual(await kept.starts(), []);
  });

  const endedByTender = /^Its tender ended it: solo5-hvt: Exiting on signal 15$/;
  for (const [what, line, gaveUp] of [
    ['stands behind another one', '> solo5-hvt: Exiting on signal 15', endedByTender],
    ['may have been cut off', `${'x'.repeat(512)} [truncated]`, /another client/],
  ] as const) {
    it(`is left alone where the word of its tender ${what}`, async () => {
      await kept.keep({}, forHvt);
      world.emulator.print('alice:hello', line);
      world.emulator.host.unikernels.kill(name);
      await kept.untilGivenUp();
      assert.match(`${(await kept.show()).keepRunning.gaveUp}`, gaveUp);
      assert.deepEqual(await kept.starts(), []);
    });
  }

  it('is left alone where it was destroyed, though it had told of an earlier end', async () => {
    const restarted = { failBehaviour: { restart: null }, arguments: ['--emulator-exit=2:3000'] };
    await kept.keep(restarted);
    await until(async () => (await kept.show()).restarts > 0);
    await kept.look(2); // so that who looks has seen its new start
    world.emulator.host.unikernels.destroy(name);
    await until(() => {
      world.pass(0.1); // until its host has had its time to restart it
      return kept.show().then(({ keepRunning: { gaveUp, tries } }) => gaveUp !== null || tries > 0);
    });
    assert.match(`${(await kept.show()).keepRunning.gaveUp}`, /another client/);
    assert.deepEqual(await kept.starts(), []);
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

describe('a unikernel that is kept running on a host of 2.8', () => {
  let world: UnikernelWorld;
  let kept: KeptUnikernel;
  beforeEach(async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    const sampled = { observed: true, collected: true, statsInterval: 50 };
    world = await UnikernelWorld.open({ actors, ...sampled, series: '2.8' });
    kept = new KeptUnikernel(world);
  });
  afterEach(() => world.close());

  for (const [what, line] of [
    ['said nothing', null],
    ['had said what sounds like an end', 'request 7 failed: out of memory'],
  ] as const) {
    it(`is left alone where another client destroyed it: it ${what}, and the log tells of a signal`, async () => {
      await kept.keep();
      await world.untilSeen('log-subscribe');
      await kept.look();
      if (line) world.emulator.print('alice:hello', line);
      world.emulator.host.unikernels.destroy(name);
      await kept.untilGivenUp();
      const { keepRunning, lastExit } = await kept.show();
      assert.equal(lastExit?.reason, 'It was ended by SIGTERM.');
      assert.match(`${keepRunning.gaveUp}`, /another client/);
      world.pass(60);
      await kept.look();
      assert.deepEqual(await kept.starts(), []);
    });
  }

  for (const image of [sampleImage(), forHvt]) {
    it('is started again where the log tells that it was killed, as by a host without memory', async () => {
      await kept.keep({}, image);
      await world.untilSeen('log-subscribe');
      await kept.look();
      world.emulator.host.unikernels.kill(name);
      await kept.untilWaiting();
      assert.equal((await kept.show()).lastExit?.reason, 'It was ended by SIGKILL.');
      world.pass(1);
      await until(async () => (await kept.starts()).length > 0);
    });
  }

  it('is started again by what the log tells where its console cannot be read', async () => {
    const away = { kind: 'failure', words: 'not today' } as const;
    world.emulator.faults.add(away, { command: 'console-list-inactive' });
    assert.equal((await create(world, { name: 'other' })).status, 201);
    await world.untilSeen('log-subscribe');
    await kept.keep({ arguments: ['--emulator-exit=7:500'] });
    await kept.untilWaiting();
    assert.equal((await kept.show()).lastExit?.code, 7);
    world.pass(1);
    await until(async () => (await kept.starts()).length > 0);
  });

  it('has exited at once where its host starts nothing again after its code', async () => {
    assert.equal((await create(world, { name: 'other' })).status, 201);
    await world.untilSeen('log-subscribe'); // its samples have told of which series the host is
    const config = { failBehaviour: { restart: null }, arguments: ['--emulator-exit=125:1000'] };
    assert.equal((await create(world, { name: 'hello', ...config })).status, 201);
    await until(async () => (await kept.show()).lastExit !== null);
    assert.partialDeepStrictEqual(await kept.show(), {
      ...{ state: 'exited', lastExit: { code: 125 } },
    });
  });
});
