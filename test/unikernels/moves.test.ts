import assert from 'node:assert/strict';
import { parseName } from '../../src/albatross/names.ts';
import { tokenActor } from '../support/actors.ts';
import { imageWith, service, storage } from './deploy-form.ts';
import { startElsewhere } from './elsewhere.ts';
import { deploy, deploymentIn, ended } from './rollouts/deploy.ts';
import { UnikernelWorld, until } from './unikernel-world.ts';

const hello = '/hosts/one/unikernels/hello';

describe('POST …/:name/move', function () {
  this.timeout(120_000);
  let world: UnikernelWorld;
  let passes: boolean;
  let beforeCheck: () => Promise<void>;
  beforeEach(async () => {
    passes = true;
    beforeCheck = async () => {};
    world = await UnikernelWorld.open({
      actors: {
        alice: tokenActor(['unikernels:write', 'volumes:write']),
        narrow: tokenActor(['unikernels:write'], { hosts: ['one'] }),
      },
      hosts: ['one', 'two'],
      observed: true,
      // Whatever is done while a check does not pass has 15 s.
      hurry: 40,
      runCheck: async () => {
        await beforeCheck();
        return { ok: passes, detail: passes ? 'fine' : 'refused', tookMs: 1 };
      },
    });
    const image = imageWith([service], 'first');
    const config = { memory: 48, arguments: ['--color=blue'] };
    const first = await deploy(world, { settle: 0, config, checks: [check] }, image);
    assert.equal(first.status, 201, first.text);
  });
  afterEach(() => world.close());

  const check = { kind: 'tcp', host: '192.0.2.1', port: 80, every: 1, timeout: 1 };
  const on = (host: string, name = 'hello') =>
    world.emulators.get(host)?.host.running.get(parseName(`alice:${name}`));
  const move = (json: object = {}, { token = 'alice', wait = 50, name = 'hello' } = {}) =>
    world.ask(`/hosts/one/unikernels/${name}/move`, {
      json: { host: 'two', settle: 0, ...json },
      token,
      headers: { prefer: `wait=${wait}` },
    });
  const read = async (path: string) => Object((await world.ask(path, { token: 'alice' })).json);

  it('runs it there as it was, with all that was remembered, and ends it here', async () => {
    const labels = { tier: 'front' };
    await world.ask(hello, { method: 'PATCH', json: { labels }, token: 'alice' });
    const moved = await move();
    assert.equal(moved.status, 201, moved.text);
    const { state, steps, host } = deploymentIn(moved);
    assert.deepEqual([state, host], ['succeeded', 'two']);
    assert.partialDeepStrictEqual(
      steps?.find(({ name }) => name === 'former host'),
      { state: 'passed', detail: null },
    );
    assert.equal(on('one'), undefined);
    assert.deepEqual(on('two')?.config.arguments, ['--color=blue']);
    assert.equal(on('two')?.config.memory, 48);
    const shown = await read('/hosts/two/unikernels/hello');
    assert.deepEqual([shown.labels, shown.managed], [labels, true]);
    const releases = await read('/hosts/two/unikernels/hello/releases');
    assert.deepEqual(
      releases.data.map(({ number }: { number: number }) => number),
      [1],
    );
    const checks = await read('/hosts/two/unikernels/hello/checks');
    assert.equal(checks.data.length, 1);
    const back = await world.ask('/hosts/two/unikernels/hello/move', {
      json: { host: 'one', settle: 0 },
      token: 'alice',
    });
    assert.equal(back.status, 201, back.text);
    assert.ok(on('one') && !on('two'));
  });

  it('leaves it here where it does not come up there, and nothing there', async () => {
    passes = false;
    const failed = await move({ deadline: 1 });
    assert.deepEqual([failed.status, Object(failed.json).code], [422, 'check-failed'], failed.text);
    assert.ok(on('one'));
    assert.equal(on('two'), undefined);
    assert.equal((await world.ask('/hosts/two/unikernels/hello', { token: 'alice' })).status, 404);
    passes = true;
    assert.equal((await move()).status, 201);
  });

  /** Begins a move, and waits until what was started there is watched, which it is until its checks pass. */
  async function moveUntilWatched(): Promise<string> {
    passes = false;
    const begun = await move({ deadline: 600 }, { wait: 0 });
    await until(async () => (await world.deployments()).at(-1)?.phase === 'watching');
    return deploymentIn(begun).id;
  }

  it('goes on where its server ends, and ends it here once', async () => {
    const id = await moveUntilWatched();
    assert.ok(on('one') && on('two'));
    await world.kill();
    passes = true;
    await world.start();
    const over = await ended(world, id);
    assert.equal(over.state, 'succeeded', JSON.stringify(over));
    assert.ok(on('two') && !on('one'));
  });

  /** Begins a move, and waits until the host where it was ends it, and has not answered yet. */
  async function moveUntilEnding() {
    const { faults } = world.emulatorOf('one');
    const held = faults.add({ kind: 'hold-reply' }, { command: 'unikernel-destroy', times: 1 });
    const begun = await move({ deadline: 600 }, { wait: 0 });
    await until(() => held.waiting > 0);
    passes = false; // from now on
    return { id: deploymentIn(begun).id, held };
  }

  async function expectMoved(id: string): Promise<void> {
    const over = await ended(world, id);
    assert.deepEqual([over.state, over.error ?? null], ['succeeded', null], JSON.stringify(over));
    assert.ok(on('two') && !on('one'));
    for (const part of ['releases', 'checks']) {
      assert.equal((await read(`/hosts/two/unikernels/hello/${part}`)).data.length, 1, part);
    }
  }

  it('stays there where its end cannot be recorded, whatever its checks say then', async () => {
    const { id, held } = await moveUntilEnding();
    const connection = world.database.em().getConnection();
    await connection.execute(
      `create trigger unwritable before update on deployments when new.id = '${id}' ` +
        `and new.state = 'succeeded' begin select raise(abort, 'the disk is full'); end`,
    );
    held.release();
    await until(() => !on('one'));
    const looks = world.seen('unikernel-info', 'two');
    await until(() => {
      world.pass(0.02); // lists are read anew
      return world.seen('unikernel-info', 'two') > looks + 20; // it is tried again meanwhile
    });
    await connection.execute('drop trigger unwritable');
    await expectMoved(id);
  });

  it('stays there where its server ends while it is ended here', async () => {
    const { id, held } = await moveUntilEnding();
    await world.kill();
    held.release();
    await world.start();
    await expectMoved(id);
  });

  it('is not cancelled any more while it is ended here', async () => {
    const { id, held } = await moveUntilEnding();
    const cancelled = await world.ask(`/deployments/${id}/cancel`, { method: 'POST' });
    assert.equal(cancelled.status, 409, cancelled.text);
    const stopped = await world.ask('/hosts/two/unikernels/hello/stop', { method: 'POST' });
    assert.deepEqual([stopped.status, Object(stopped.json).code], [409, 'unikernel-busy']);
    held.release();
    await expectMoved(id);
  });

  it('says that it was left where its host is away, or where it was started anew meanwhile', async () => {
    const id = await moveUntilWatched();
    const again = await world.ask(`${hello}/restart`, { method: 'POST', token: 'alice' });
    assert.equal(again.status, 200, again.text);
    passes = true;
    const over = await ended(world, id);
    assert.equal(over.state, 'succeeded');
    assert.match(over.error ?? '', /^It was left on one, too: It was started anew there/);
    assert.ok(on('one') && on('two'));
  });

  it('leaves what was deployed here meanwhile, with all that is remembered of it', async () => {
    const labels = { tier: 'front' };
    await world.ask(hello, { method: 'PATCH', json: { labels }, token: 'alice' });
    const id = await moveUntilWatched();
    const next = await deploy(world, { settle: 0 }, imageWith([service], 'next'));
    assert.equal(next.status, 200, next.text);
    passes = true;
    const over = await ended(world, id);
    assert.match(over.error ?? '', /^It was left on one, too: It was started anew there/);
    const numbers = async (host: string) =>
      (await read(`/hosts/${host}/unikernels/hello/releases`)).data.map(
        ({ number }: { number: number }) => number,
      );
    assert.deepEqual([await numbers('one'), await numbers('two')], [[2, 1], [1]]);
    assert.deepEqual((await read(hello)).labels, labels);
    assert.equal((await read(`${hello}/checks`)).data.length, 1);
  });

  it('leaves running what another client has started there meanwhile', async () => {
    const id = await moveUntilWatched();
    await startElsewhere(world, 'alice:hello', { image: imageWith([], 'theirs') });
    passes = true;
    const over = await ended(world, id);
    assert.equal(over.state, 'succeeded');
    assert.match(over.error ?? '', /^It was left on one, too: Another client has started another/);
    assert.ok(on('one') && on('two'));
  });

  for (const [how, method, path] of [
    ['stopped', 'POST', `${hello}/stop`],
    ['destroyed', 'DELETE', hello],
  ] as const) {
    it(`is ended, and runs nowhere, where it is ${how} here meanwhile`, async () => {
      const id = await moveUntilWatched();
      const told = await world.ask(path, { method });
      assert.ok(told.status < 300, told.text);
      const over = await ended(world, id);
      assert.equal(over.state, 'cancelled', JSON.stringify(over));
      assert.match(
        over.error ?? '',
        /^It was stopped or destroyed on one while it was being moved\./,
      );
      assert.ok(!on('one') && !on('two'));
      assert.equal((await world.ask('/hosts/two/unikernels/hello')).status, 404);
      passes = true;
      const again =
        how === 'stopped' ? await world.ask(`${hello}/start`, { method: 'POST' }) : null;
      assert.equal(again?.status ?? 200, 200, again?.text);
      assert.equal((await world.ask(hello)).status, how === 'stopped' ? 200 : 404);
    });

    it(`is not begun where it is ${how} here before`, async () => {
      const trying = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      beforeCheck = async () => {
        trying.resolve();
        await released.promise;
      };
      const { id } = deploymentIn(await move({}, { wait: 0 }));
      await trying.promise;
      const told = await world.ask(path, { method });
      assert.ok(told.status < 300, told.text);
      released.resolve();
      assert.equal((await ended(world, id)).state, 'cancelled');
      assert.ok(!on('one') && !on('two'));
      assert.equal(world.seen('unikernel-force-create', 'two'), 0);
    });
  }

  it('is refused where it is stopped, also while its host is away', async () => {
    assert.equal((await world.ask(`${hello}/stop`, { method: 'POST' })).status, 200);
    await world.emulatorOf('one').stop();
    await until(() => world.running.hosts.get('one')?.knownDown === true);
    const refused = await move();
    assert.deepEqual([refused.status, Object(refused.json).code], [409, 'unikernel-not-running']);
  });

  it('is refused for one with a volume, and where one of its name is', async () => {
    await world.addVolume('alice:data');
    const kept = await deploy(
      world,
      { settle: 0, config: { blockDevices: [{ name: 'storage', volume: 'data' }] } },
      imageWith([storage], 'kept'),
      { name: 'keeper' },
    );
    assert.equal(kept.status, 201, kept.text);
    const refused = await move({}, { name: 'keeper' });
    assert.deepEqual([refused.status, Object(refused.json).code], [409, 'not-movable']);
    assert.match(Object(refused.json).detail, /has volumes \(storage\)/);
    await deploy(world, { settle: 0 }, imageWith([], 'other'), { host: 'two' });
    const taken = await move();
    assert.deepEqual([taken.status, Object(taken.json).code], [409, 'unikernel-exists']);
    assert.ok(on('one'));
  });

  it('is refused before anything is changed, where it may not or cannot be', async () => {
    const code = async (told: ReturnType<typeof move>) => {
      const { status, json } = await told;
      return [status, Object(json).code];
    };
    assert.deepEqual(await code(move({ host: 'one' })), [400, 'invalid-body']);
    assert.deepEqual(await code(move({ host: 'three' })), [404, 'host-unknown']);
    assert.deepEqual(await code(move({}, { name: 'other' })), [404, 'unikernel-unknown']);
    assert.deepEqual(await code(move({}, { token: 'narrow' })), [403, 'host-not-allowed']);
    const config = { cpuids: [7] };
    assert.deepEqual(await code(move({ config })), [422, 'policy-refused']);
    const guard = (deletionProtection: boolean) =>
      world.ask(hello, { method: 'PATCH', json: { deletionProtection }, token: 'alice' });
    await guard(true);
    assert.deepEqual(await code(move()), [409, 'protected']);
    await guard(false);
    await world.ask(`${hello}/stop`, { method: 'POST', token: 'alice' });
    assert.deepEqual(await code(move()), [409, 'unikernel-not-running']);
    assert.equal(on('two'), undefined);
  });
});
