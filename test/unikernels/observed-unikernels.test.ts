import assert from 'node:assert/strict';
import { parseLabel, parseName } from '../../src/albatross/names.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { unikernelDetails, unikernelList } from '../../src/unikernels/answer-schema.ts';
import { StoredUnikernel } from '../../src/unikernels/registry/entity.ts';
import { Release } from '../../src/unikernels/releases/entity.ts';
import { tokenActor } from '../support/actors.ts';
import { create, imageWith, update } from './deploy-form.ts';
import { startElsewhere } from './elsewhere.ts';
import { UnikernelWorld, until } from './unikernel-world.ts';

const hello = '/hosts/one/unikernels/hello';
const hellosName = parseName('alice:hello');

describe('a unikernel that is watched', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    const actors = {
      alice: tokenActor(['unikernels:write']),
      bob: tokenActor(['unikernels:read'], { account: 'bob' }),
    };
    world = await UnikernelWorld.open({ actors, observed: true, listTimeout: 1_000 });
  });
  afterEach(() => world.close());

  async function show() {
    const { json, status, text } = await world.ask(hello);
    assert.equal(status, 200, text);
    return unikernelDetails.parse(json);
  }

  const list = async () => unikernelList.parse((await world.ask('/unikernels')).json);

  /** Waits for a state, in the list too, and gives what is shown then. */
  async function untilState(state: string) {
    await until(async () => {
      const answer = await world.ask(hello);
      const [listed] = (await list()).data;
      return listed?.state === state && unikernelDetails.parse(answer.json).state === state;
    });
    return await show();
  }

  it('is only watched where another client started it, until it is asked for here', async () => {
    await startElsewhere(world, 'alice:hello');
    const found = await untilState('running');
    assert.partialDeepStrictEqual(found, { managed: false, desired: null, drift: [] });
    const updated = await update(world, 'hello', imageWith([], 'next'));
    assert.equal(updated.status, 200, updated.text);
    assert.partialDeepStrictEqual(await show(), { managed: true, desired: 'running' });
  });

  it('has not restarted where another client has changed it', async () => {
    assert.equal((await create(world, { name: 'hello' })).status, 201);
    await untilState('running');
    await startElsewhere(world, 'alice:hello', { memory: 48, failBehaviour: { restart: null } });
    const key = { host: parseLabel('one'), domain: parseLabel('alice'), name: parseLabel('hello') };
    const { registry } = world.running;
    await until(async () => (await registry.find(key))?.lastInfo?.memory === 48);
    assert.partialDeepStrictEqual(await show(), { state: 'running', restarts: 0, memory: 48 });
  });

  it('stays only watched where its deployments are locked', async () => {
    await startElsewhere(world, 'alice:hello');
    await untilState('running');
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const lock = { method: 'PUT', json: { reason: 'Hands off.', until } };
    assert.equal((await world.ask(`${hello}/lock`, lock)).status, 200);
    const refused = await update(world, 'hello', imageWith([], 'next'));
    assert.partialDeepStrictEqual(refused.json, { status: 409, code: 'locked' });
    assert.partialDeepStrictEqual(await show(), { managed: false, desired: null });
  });

  it('is ours where an earlier release had started it, which remembered none', async () => {
    assert.equal((await create(world, { name: 'hello', memory: 64, addName: false })).status, 201);
    const em = world.database.em();
    await em.nativeDelete(StoredUnikernel, {});
    await em.nativeDelete(Release, {});
    await until(async () => (await show()).managed);
    assert.partialDeepStrictEqual(await show(), { desired: 'running', addName: false, drift: [] });
    assert.equal(await em.count(Release, {}), 1);
  });

  it('is nobody’s where its name is nested, or its domain no account’s', async () => {
    await startElsewhere(world, 'nobody:hello');
    await startElsewhere(world, 'alice:below:hello');
    await startElsewhere(world, 'alice:hello');
    await untilState('running');
    assert.deepEqual(
      (await list()).data.map(({ name }) => name),
      ['hello'],
    );
  });

  it('is shown with its end when it has ended', async () => {
    const made = await create(world, { name: 'hello', arguments: ['--emulator-exit=1'] });
    assert.equal(made.status, 201, made.text);
    const ended = await untilState('exited');
    await until(async () => (await show()).lastExit !== null);
    assert.partialDeepStrictEqual(await show(), { lastExit: { code: 1, reason: null } });
    assert.equal(ended.desired, 'running');
  });

  it('has exited, and is not about to be restarted, where its tender was told to end', async () => {
    assert.equal(
      (await create(world, { name: 'hello' }, sampleImage({ target: 'hvt' }))).status,
      201,
    );
    await untilState('running');
    world.emulator.host.unikernels.destroy(hellosName);
    await until(async () => (await show()).lastExit !== null);
    const lastExit = { code: null, reason: 'solo5-hvt: Exiting on signal 15' };
    assert.partialDeepStrictEqual(await show(), { state: 'exited', lastExit });
  });

  it('is shown with the exit code of an abort of solo5 itself', async () => {
    const made = await create(world, { name: 'hello', memory: 3, failBehaviour: 'quit' });
    assert.equal(made.status, 201, made.text);
    await until(async () => (await show()).lastExit !== null);
    const lastExit = { code: 255, reason: 'Solo5: ABORT: mem.c:54: Not enough memory' };
    assert.partialDeepStrictEqual(await show(), { state: 'exited', lastExit });
  });

  it('has completed where it was to quit and ended well', async () => {
    const config = { name: 'hello', failBehaviour: 'quit', arguments: ['--emulator-exit=0'] };
    assert.equal((await create(world, config)).status, 201);
    await untilState('completed');
  });

  it('is restarting as long as it ends over and over, in each reading', async () => {
    assert.equal(
      (await create(world, { name: 'hello', arguments: ['--emulator-exit=2'] })).status,
      201,
    );
    const looping = await untilState('restarting');
    assert.equal(looping.managed, true);
    for (let reading = 0; reading < 100; reading += 1) {
      const { state, ...shown } = await show();
      assert.equal(state, 'restarting', JSON.stringify(shown));
    }
    await until(async () => Number((await show()).restarts) > 2);
  });

  it('keeps what was heard of its end while its host was looked at', async () => {
    assert.equal((await create(world, { name: 'hello' })).status, 201);
    await untilState('running');
    const { registry, observer } = world.running;
    await observer.close();
    const key = { host: parseLabel('one'), domain: parseLabel('alice'), name: parseLabel('hello') };
    const known = await registry.find(key);
    assert.ok(known);
    await registry.hasEnded(known, { code: 2, reason: null });
    const { observation } = known;
    await registry.observed(known, { observation, info: null });
    assert.equal((await registry.find(key))?.observation.exit?.code, 2);
  });

  it('is restarting, too, where it ended before it was ever seen', async () => {
    const looping = { name: 'hello', arguments: ['--emulator-exit=2:1'] };
    assert.equal((await create(world, looping)).status, 201);
    const { running, unikernels } = world.emulator.host;
    await until(() => !running.has(hellosName));
    unikernels.destroy(hellosName); // it stays away for as long as it has to
    await until(async () => (await show()).lastExit !== null);
    assert.partialDeepStrictEqual(await show(), { state: 'restarting', restarts: 0 });
    await startElsewhere(world, 'alice:hello', { failBehaviour: { restart: null } });
    await until(async () => (await show()).running === true);
    const { state, restarts, lastExit } = await show();
    assert.deepEqual([state, restarts, lastExit?.code], ['restarting', 1, 2]);
  });

  it('keeps nobody from being seen where it prints without end', async () => {
    const looping = { name: 'hello', arguments: ['--emulator-exit=2'] };
    assert.equal((await create(world, looping)).status, 201);
    const runs = () => world.emulator.host.running.has(hellosName);
    const chatter = setInterval(() => {
      if (runs()) world.emulator.print('alice:hello', 'and so on');
    }, 5);
    try {
      const seen = world.seen('unikernel-info');
      await until(() => {
        world.pass(0.02); // what was read of the host is too old then
        return world.seen('unikernel-info') > seen + 10;
      });
    } finally {
      clearInterval(chatter);
    }
  });

  it('takes a fix while it ends over and over', async () => {
    assert.equal(
      (await create(world, { name: 'hello', memory: 64, arguments: ['--emulator-exit=2'] })).status,
      201,
    );
    await untilState('restarting');
    const fixed = await create(world, { name: 'hello', force: true }, imageWith([], 'fix'));
    assert.equal(fixed.status, 201, fixed.text);
    assert.partialDeepStrictEqual(await untilState('running'), { restarts: 0 });
  });

  it('says in what it runs otherwise than it was asked for', async () => {
    assert.equal((await create(world, { name: 'hello', memory: 64 })).status, 201);
    await untilState('running');
    const changed = { image: imageWith([], 'other'), memory: 48 };
    await startElsewhere(world, 'alice:hello', { ...changed, failBehaviour: { restart: null } });
    await until(async () => JSON.stringify((await show()).drift).includes('memory'));
    const { drift, managed } = await show();
    assert.equal(managed, true);
    assert.partialDeepStrictEqual(drift, [
      { field: 'digest' },
      { field: 'memory', desired: 64, actual: 48 },
    ]);
  });

  it('is missing where its host comes back without it', async () => {
    assert.equal((await create(world, { name: 'hello' })).status, 201);
    await untilState('running');
    await world.emulator.stop();
    await untilState('unknown');
    world.emulator.host.unikernels.destroy(hellosName);
    await world.emulator.start();
    await untilState('missing');
  });

  it('is missing where its host comes back without it before it was seen, although it has printed', async () => {
    const slow = { kind: 'slow', milliseconds: 1_000 } as const;
    const looks = world.emulator.faults.add(slow, { command: 'unikernel-info' });
    assert.equal((await create(world, { name: 'hello' })).status, 201);
    await world.emulator.stop();
    await untilState('unknown');
    world.emulator.host.unikernels.destroy(hellosName);
    looks.release();
    const read = world.seen('console-subscribe');
    await world.emulator.start();
    await until(() => world.seen('console-subscribe') > read);
    const looked = world.seen('unikernel-info');
    await until(() => world.seen('unikernel-info') > looked + 2);
    assert.equal((await show()).state, 'missing');
  });

  it('is shown as it was seen last while its host is away', async () => {
    assert.equal((await create(world, { name: 'hello', memory: 64 })).status, 201);
    await untilState('running');
    await world.emulator.stop();
    const away = await untilState('unknown');
    assert.equal(away.memory, 64);
    assert.ok(away.seenAt);
    const { errors } = await list();
    assert.deepEqual(
      errors.map(({ host }) => host),
      ['one'],
    );
  });

  it('is forgotten when it is destroyed, and only watched where another client brings it back', async () => {
    assert.equal((await create(world, { name: 'hello' })).status, 201);
    await untilState('running');
    assert.equal((await world.ask(hello, { method: 'DELETE' })).status, 204);
    assert.equal((await world.ask(hello)).status, 404);
    assert.deepEqual((await list()).data, []);
    await startElsewhere(world, 'alice:hello');
    assert.partialDeepStrictEqual(await untilState('running'), { managed: false, desired: null });
  });

  it('is another account’s business alone', async () => {
    assert.equal((await create(world, { name: 'hello' })).status, 201);
    await untilState('running');
    assert.equal((await world.ask(hello, { token: 'bob' })).status, 404);
  });
});
