import assert from 'node:assert/strict';
import { parseLabel, parseName } from '../../../src/albatross/names.ts';
import { isoTime } from '../../../src/base/iso-time.ts';
import { StoredEvent } from '../../../src/database/events/entity.ts';
import { Deployment } from '../../../src/unikernels/entity.ts';
import { tokenActor } from '../../support/actors.ts';
import { create, imageWith } from '../deploy-form.ts';
import { startElsewhere } from '../elsewhere.ts';
import { deploy, deploymentIn } from '../rollouts/deploy.ts';
import { UnikernelWorld, until } from '../unikernel-world.ts';

const hello = '/hosts/one/unikernels/hello';

describe('what happens to a unikernel', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    world = await UnikernelWorld.open({ actors, observed: true });
  });
  afterEach(() => world.close());

  const events = () => world.database.em().find(StoredEvent, {}, { orderBy: { serial: 'asc' } });
  const types = async () => (await events()).map(({ type }) => type);
  /** One more look at the host: what was read before is too old then. */
  const look = async () => {
    const seen = world.seen('unikernel-info');
    world.pass(0.02);
    await until(() => world.seen('unikernel-info') > seen);
  };
  /** As its host does with one that has ended. */
  const restart = () => {
    const { running } = world.emulator.host;
    const ended = running.get(parseName('alice:hello'));
    assert.ok(ended);
    running.set(ended.name, { ...ended, started: world.clock() });
  };
  const untilTold = (type: string) => until(async () => (await types()).includes(type));

  it('is told: that it was made, has started and has exited, with its code', async () => {
    const made = await create(world, { name: 'hello', arguments: ['--emulator-exit=1'] });
    assert.equal(made.status, 201, made.text);
    await untilTold('unikernel.exited');
    const exited = (await events()).find(({ type }) => type === 'unikernel.exited');
    assert.partialDeepStrictEqual(exited, {
      account: 'alice',
      object: 'hosts/one/unikernels/hello',
      summary: 'hello on one has exited with code 1.',
      facts: { host: 'one', unikernel: 'hello', code: 1 },
      number: null,
    });
    assert.equal((await types())[0], 'deployment.succeeded');
    assert.ok(!JSON.stringify(await events()).includes('emulator-exit'));
  });

  it('is told with the time of its host, of what has exited', async () => {
    assert.equal(
      (await create(world, { name: 'hello', arguments: ['--emulator-exit=1'] })).status,
      201,
    );
    await untilTold('unikernel.exited');
    const exited = (await events()).find(({ type }) => type === 'unikernel.exited');
    const console = world.emulator.host.consoles.watch([parseLabel('alice')], parseLabel('hello'));
    const last = console?.history({ count: 1n })?.at(-1);
    assert.equal(last?.line, 'Solo5: solo5_exit(1) called');
    assert.deepEqual(exited?.hostAt, last.timestamp);
  });

  it('is told with its code where the host takes more than a look for its console', async () => {
    const ending = { name: 'hello', failBehaviour: 'quit', arguments: ['--emulator-exit=3:1500'] };
    assert.equal((await create(world, ending)).status, 201);
    await untilTold('unikernel.started');
    world.emulator.faults.add(
      { kind: 'slow', milliseconds: 1_200 },
      { command: 'console-list-inactive' },
    );
    await untilTold('unikernel.exited');
    const exited = (await events()).find(({ type }) => type === 'unikernel.exited');
    assert.partialDeepStrictEqual(exited, { facts: { code: 3 } });
  });

  it('is told with the time of its host, of what has started', async () => {
    assert.equal((await create(world, { name: 'hello' })).status, 201);
    await untilTold('unikernel.started');
    const started = (await events()).find(({ type }) => type === 'unikernel.started');
    const { json } = await world.ask(hello);
    assert.partialDeepStrictEqual(json, { startedAt: isoTime(started?.hostAt ?? new Date(0)) });
  });

  it('is told once, by whichever server watches', async () => {
    assert.equal((await create(world, { name: 'hello' })).status, 201);
    await untilTold('unikernel.started');
    await world.kill();
    await world.start();
    const seen = world.seen('unikernel-info');
    await until(() => world.seen('unikernel-info') > seen + 2);
    assert.deepEqual(await types(), ['deployment.succeeded', 'unikernel.started']);
  });

  it('is no exit where it is stopped, destroyed or deployed anew', async () => {
    assert.equal((await create(world, { name: 'hello' })).status, 201);
    await untilTold('unikernel.started');
    assert.equal((await deploy(world, { settle: 0 }, imageWith([], 'next'))).status, 200);
    assert.equal((await world.ask(`${hello}/stop`, { method: 'POST' })).status, 200);
    assert.equal((await world.ask(hello, { method: 'DELETE' })).status, 204);
    const seen = world.seen('unikernel-info');
    await until(() => world.seen('unikernel-info') > seen + 2);
    const told = await types();
    assert.ok(told.includes('deployment.started'));
    assert.deepEqual(
      told.filter((type) => !['unikernel.started', 'deployment.started'].includes(type)),
      Array.from(
        { length: told.filter((type) => type === 'deployment.succeeded').length },
        () => 'deployment.succeeded',
      ),
    );
  });

  it('is a crash loop where it ends over and over', async () => {
    const looping = { name: 'hello', arguments: ['--emulator-exit=2'] };
    assert.equal((await create(world, looping)).status, 201);
    await untilTold('unikernel.crash_looping');
    const loops = (await types()).filter((type) => type === 'unikernel.crash_looping');
    assert.equal(loops.length, 1);
  });

  it('is one crash loop, without a break, where each start lasts for 45 s', async () => {
    assert.equal((await create(world, { name: 'hello' })).status, 201);
    await untilTold('unikernel.started');
    const shown = async () => Object((await world.ask(hello)).json);
    for (let restarts = 1; restarts <= 8; restarts += 1) {
      world.pass(0.65);
      for (let looks = 0; looks < 3; looks += 1) await look(); // told, if there is anything
      if (restarts > 3) assert.equal((await shown()).state, 'restarting');
      restart();
      await look();
      await until(async () => (await shown()).restarts === restarts);
    }
    const told = (await types()).filter((type) => type.startsWith('unikernel.'));
    assert.deepEqual(told, ['unikernel.started', 'unikernel.crash_looping']);
    await until(async () => {
      world.pass(0.1);
      return (await types()).at(-1) === 'unikernel.started';
    });
    assert.equal((await shown()).state, 'running');
  });

  it('is told where another client has changed it', async () => {
    assert.equal((await create(world, { name: 'hello', memory: 64 })).status, 201);
    await untilTold('unikernel.started');
    await startElsewhere(world, 'alice:hello');
    await untilTold('unikernel.drifted');
    const drifted = (await events()).find(({ type }) => type === 'unikernel.drifted');
    assert.match(String(drifted?.summary), /^hello on one differs from what was requested: /);
  });

  it('is no change by another client while a deployment is found out about', async () => {
    assert.equal((await create(world, { name: 'hello' })).status, 201);
    await untilTold('unikernel.started');
    const [made] = await world.deployments();
    assert.ok(made);
    const em = world.database.em();
    const write = (outcome: Partial<Deployment>) =>
      em.nativeUpdate(Deployment, { id: made.id }, outcome);
    await write({ state: 'unknown', finishedAt: null });
    await startElsewhere(world, 'alice:hello', { memory: 48 });
    for (let looks = 0; looks < 3; looks += 1) await look();
    assert.ok(!(await types()).includes('unikernel.drifted'));
    await write({ state: 'failed', finishedAt: world.clock() });
    await startElsewhere(world, 'alice:hello', { memory: 40 });
    await untilTold('unikernel.drifted');
  });

  it('is nothing of one that is only watched', async () => {
    await startElsewhere(world, 'alice:hello');
    await until(async () => (await world.ask(hello)).status === 200);
    world.emulator.host.running.delete(parseName('alice:hello'));
    const seen = world.seen('unikernel-info');
    await until(() => world.seen('unikernel-info') > seen + 2);
    assert.deepEqual(await types(), []);
  });

  it('is told of a deployment that is gone back from', async () => {
    assert.equal((await deploy(world, { settle: 0 })).status, 201);
    const config = { arguments: ['--emulator-exit=1'] };
    const failed = await deploy(
      world,
      { settle: 300, deadline: 600, config },
      imageWith([], 'next'),
    );
    assert.partialDeepStrictEqual(failed.json, { code: 'rolled-back' }, failed.text);
    const told = (await types()).filter((type) => type.startsWith('deployment.'));
    assert.deepEqual(told, [
      'deployment.started',
      'deployment.succeeded',
      'deployment.started',
      'deployment.rolled_back',
    ]);
  });

  for (const [how, end] of [
    ['cancelled', (id: string) => world.ask(`/deployments/${id}/cancel`, { method: 'POST' })],
    ['ended by a stop', () => world.ask(`${hello}/stop`, { method: 'POST' })],
  ] as const) {
    it(`is told of a deployment that is ${how} after it has begun, and not of one that waits`, async () => {
      const begun = deploymentIn(await deploy(world, { settle: 600 }, imageWith(), { wait: 0 }));
      await until(async () => (await world.deployments()).at(-1)?.phase === 'watching');
      const { id } = deploymentIn(await deploy(world, {}, imageWith([], 'next'), { wait: 0 }));
      assert.equal((await world.ask(`/deployments/${id}/cancel`, { method: 'POST' })).status, 200);
      assert.equal((await end(begun.id)).status, 200);
      const told = (await events()).filter(({ type }) => type === 'deployment.cancelled');
      assert.deepEqual(
        told.map(({ summary, facts }) => [summary, facts.deployment]),
        [['Deploying hello on one was cancelled.', begun.id]],
      );
    });
  }

  it('is told of a deployment that has failed', async () => {
    const config = { arguments: ['--emulator-exit=1'] };
    const failed = await deploy(world, { settle: 300, deadline: 600, config });
    assert.equal(Object(failed.json).code, 'not-staying-up', failed.text);
    const told = (await types()).filter((type) => type.startsWith('deployment.'));
    assert.deepEqual(told, ['deployment.started', 'deployment.failed']);
    const { summary } = (await events()).find(({ type }) => type === 'deployment.failed') ?? {};
    assert.equal(summary, 'Deploying hello on one failed: the unikernel does not stay up.');
  });
});
