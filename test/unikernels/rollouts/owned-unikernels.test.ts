import assert from 'node:assert/strict';
import { parseName } from '../../../src/albatross/names.ts';
import { unikernelLock } from '../../../src/database/locks/lock-name.ts';
import { Deployment } from '../../../src/unikernels/entity.ts';
import { keyOf } from '../../../src/unikernels/registry/rows.ts';
import { imageWith } from '../deploy-form.ts';
import { startElsewhere } from '../elsewhere.ts';
import { type UnikernelWorld, until } from '../unikernel-world.ts';
import { deploy, deploymentIn, ended } from './deploy.ts';
import { check, openDeployWorld } from './deploy-world.ts';

const hello = '/hosts/one/unikernels/hello';

describe('a unikernel that is being deployed', () => {
  let world: UnikernelWorld;
  let failing: Set<string>;
  let beforeCheck: () => Promise<void>;
  beforeEach(async () => {
    failing = new Set();
    beforeCheck = async () => {};
    // One that is watched for 600 s is there for half a minute, which is enough for all that is done meanwhile.
    world = await openDeployWorld(failing, new Set(), () => beforeCheck(), { hurry: 20 });
  });
  afterEach(() => world.close());

  const running = () => world.emulator.host.running.get(parseName('alice:hello'));

  it('is had by one at a time: of those that wait the newest goes on', async () => {
    const first = deploymentIn(await deploy(world, { settle: 600 }, imageWith(), { wait: 0 }));
    await until(async () => (await world.deployments()).at(-1)?.phase === 'watching');
    const busy = await deploy(world, {}, imageWith(), { query: '?ifBusy=fail' });
    assert.partialDeepStrictEqual(busy.json, { status: 409, code: 'unikernel-busy' });
    const waiting = deploy(world, { settle: 0 }, imageWith([], 'second'));
    await until(async () => (await world.deployments()).some(({ state }) => state === 'queued'));
    const third = deploy(world, { settle: 0 }, imageWith([], 'third'));
    assert.partialDeepStrictEqual((await waiting).json, { status: 409, code: 'superseded' });
    await world.ask(`/deployments/${first.id}/cancel`, { method: 'POST' });
    assert.equal((await third).status, 200);
    assert.equal((await ended(world, first.id)).state, 'cancelled');
    assert.equal(running()?.config.image.equals(imageWith([], 'third')), true);
    const simple = await deploy(world, { settle: 600 }, imageWith(), { wait: 0 });
    await until(async () => (await world.deployments()).at(-1)?.phase === 'watching');
    const refused = await world.ask(`${hello}/restart`, { json: {} });
    assert.partialDeepStrictEqual(refused.json, {
      status: 409,
      code: 'unikernel-busy',
      deployment: deploymentIn(simple).id,
    });
  });

  it('is had by the one that came last, also where the clock is set back', async () => {
    const first = deploymentIn(await deploy(world, { settle: 600 }, imageWith(), { wait: 0 }));
    await until(async () => (await world.deployments()).at(-1)?.phase === 'watching');
    const second = await deploy(world, { settle: 0 }, imageWith([], 'second'), { wait: 0 });
    world.pass(-60);
    const third = await deploy(world, { settle: 0 }, imageWith([], 'third'), { wait: 0 });
    await world.ask(`/deployments/${first.id}/cancel`, { method: 'POST' });
    assert.equal((await ended(world, deploymentIn(second).id)).state, 'superseded');
    assert.equal((await ended(world, deploymentIn(third).id)).state, 'succeeded');
    assert.equal(running()?.config.image.equals(imageWith([], 'third')), true);
  });

  it('is not taken for changed since where the clock is set back, and the answer lost', async () => {
    assert.equal((await deploy(world, { settle: 0 })).status, 201);
    world.pass(-60);
    const command = 'unikernel-force-create' as const;
    world.emulator.faults.add({ kind: 'reset-reply', afterOctets: 0 }, { command, times: 1 });
    const told = await deploy(world, { settle: 0 }, imageWith([], 'next'));
    assert.equal(deploymentIn(told).state, 'succeeded', told.text);
  });

  it('leaves alone what another client has started meanwhile', async () => {
    assert.equal((await deploy(world, { settle: 0, config: { memory: 64 } })).status, 201);
    const checks = [check('192.0.2.1')];
    const asked = { settle: 600, checks, onFailure: 'rollback', config: { memory: 48 } };
    const begun = await deploy(world, asked, imageWith([], 'next'), { wait: 0 });
    await until(async () => (await world.deployments()).at(-1)?.phase === 'watching');
    const theirs = { memory: 96, image: imageWith([], 'theirs') };
    await startElsewhere(world, 'alice:hello', theirs);
    const sent = world.seen('unikernel-force-create');
    const { state, error } = await ended(world, deploymentIn(begun).id);
    assert.equal(state, 'unknown', error);
    assert.equal(running()?.config.memory, 96);
    assert.equal(world.seen('unikernel-force-create'), sent);
  });

  it('is refused by a lock, also where that came while it waited', async () => {
    const lock = (reason: string) =>
      world.ask(`${hello}/lock`, {
        method: 'PUT',
        json: { reason, until: new Date(Date.now() + 60_000) },
      });
    assert.equal((await lock('a freeze')).status, 200);
    const locked = await deploy(world);
    assert.partialDeepStrictEqual(locked.json, { status: 409, code: 'locked' });
    assert.match(locked.text, /a freeze/);
    assert.partialDeepStrictEqual((await world.ask(`${hello}/lock`)).json, { reason: 'a freeze' });
    assert.equal((await world.ask(`${hello}/lock`, { method: 'DELETE' })).status, 204);
    assert.equal((await world.ask(`${hello}/lock`)).status, 404);
    const { id } = deploymentIn(await deploy(world, { settle: 600 }, imageWith(), { wait: 0 }));
    await until(async () => (await world.deployments()).at(-1)?.phase === 'watching');
    const waiting = deploy(world, { settle: 0 }, imageWith([], 'next'));
    await until(async () => (await world.deployments()).length === 2);
    assert.equal((await lock('another freeze')).status, 200);
    await world.ask(`/deployments/${id}/cancel`, { method: 'POST' });
    assert.partialDeepStrictEqual((await waiting).json, { status: 409, code: 'locked' });
    const late = { reason: 'too long', until: new Date(Date.now() + 8 * 24 * 3600 * 1000) };
    const refused = await world.ask(`${hello}/lock`, { method: 'PUT', json: late });
    assert.partialDeepStrictEqual(refused.json, { status: 400, code: 'invalid-body' });
  });

  for (const [how, act] of [
    ['stopped', () => world.ask(`${hello}/stop`, { method: 'POST' })],
    ['destroyed', () => world.ask(hello, { method: 'DELETE' })],
    [
      'given another label',
      () => world.ask(hello, { method: 'PATCH', json: { labels: { a: 'b' } } }),
    ],
  ] as const) {
    it(`may be ${how} while the checks are tried as things stand`, async () => {
      assert.equal((await deploy(world, { settle: 0 })).status, 201);
      const trying = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      beforeCheck = async () => {
        trying.resolve();
        await released.promise;
      };
      const checks = [check('hanging.example')];
      const begun = await deploy(world, { checks, settle: 0 }, imageWith([], 'next'), { wait: 0 });
      await trying.promise;
      const { status, text } = await act();
      assert.ok(status < 300, text);
      released.resolve();
      const { state } = await ended(world, deploymentIn(begun).id);
      assert.equal(state, how === 'given another label' ? 'succeeded' : 'cancelled');
    });
  }

  it('is not taken from who starts again what ran before, by who saw it watched', async () => {
    const { rollouts, locks } = world.running;
    await deploy(world, { settle: 600 }, imageWith(), { wait: 0 });
    const last = async () => (await world.deployments()).at(-1);
    await until(async () => (await last())?.phase === 'watching');
    const seen = await last();
    assert.ok(seen);
    const { id } = seen;
    await world.database.em().nativeUpdate(Deployment, { id }, { phase: 'undoing' });
    const lock = await locks.acquire(unikernelLock(keyOf(seen)));
    assert.equal(await rollouts.cancel(seen), false);
    await lock?.[Symbol.asyncDispose]();
    assert.equal(await rollouts.cancel(seen), true);
    assert.equal((await ended(world, id)).state, 'cancelled');
  });

  it('lets one of those that come at once go on', async () => {
    const { id } = deploymentIn(await deploy(world, { settle: 600 }, imageWith(), { wait: 0 }));
    await until(async () => (await world.deployments()).at(-1)?.phase === 'watching');
    const images = [1, 2, 3, 4, 5].map((number) => imageWith([], `${number}`));
    const deploying = images.map((image) => deploy(world, { settle: 0 }, image));
    await until(async () => (await world.deployments()).length === 1 + images.length);
    await world.ask(`/deployments/${id}/cancel`, { method: 'POST' });
    const answers = await Promise.all(deploying);
    const statuses = answers.map(({ status }) => status).sort();
    assert.deepEqual(statuses, [200, 409, 409, 409, 409]);
    const done = answers.findIndex(({ status }) => status === 200);
    assert.equal(running()?.config.image.equals(images[done] ?? Buffer.alloc(0)), true);
  });

  for (const how of ['stop', 'destroy', 'cancel'] as const) {
    it(`is ended by ${how}, which leaves nothing locked`, async () => {
      const { id } = deploymentIn(await deploy(world, { settle: 600 }, imageWith(), { wait: 0 }));
      await until(async () => (await world.deployments()).at(-1)?.phase === 'watching');
      if (how === 'cancel') {
        const denied = await world.ask(`/deployments/${id}/cancel`, {
          method: 'POST',
          token: 'reader',
        });
        assert.equal(denied.status, 403);
        const cancelled = await world.ask(`/deployments/${id}/cancel`, { method: 'POST' });
        assert.partialDeepStrictEqual(cancelled.json, { state: 'cancelled' });
        const again = await world.ask(`/deployments/${id}/cancel`, { method: 'POST' });
        assert.partialDeepStrictEqual(again.json, { status: 409, code: 'not-cancellable' });
      } else if (how === 'stop') {
        assert.equal((await world.ask(`${hello}/stop`, { method: 'POST' })).status, 200);
      } else assert.equal((await world.ask(hello, { method: 'DELETE' })).status, 204);
      assert.equal((await ended(world, id)).state, 'cancelled');
      assert.equal(running() !== undefined, how === 'cancel');
      const after = await deploy(world, { settle: 0 });
      assert.ok([200, 201].includes(after.status), after.text);
    });
  }
});
