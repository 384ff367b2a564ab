import assert from 'node:assert/strict';
import { parseLabel, parseName } from '../../../src/albatross/names.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import { Domain } from '../../../src/identity/accounts/entity.ts';
import { recoveryAnswer } from '../../../src/unikernels/keeper/schema.ts';
import { tokenActor } from '../../support/actors.ts';
import { create, imageWith } from '../deploy-form.ts';
import { startElsewhere } from '../elsewhere.ts';
import { UnikernelWorld, until } from '../unikernel-world.ts';

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

describe('what a host has lost', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    const actors = {
      alice: tokenActor(['unikernels:write']),
      bob: tokenActor(['unikernels:write'], { account: 'bob' }),
      root: tokenActor(['admin'], { account: 'root', admin: true }),
      narrow: tokenActor(['admin'], { account: 'root', admin: true, names: ['web'] }),
    };
    world = await UnikernelWorld.open({ actors, observed: true });
    for (const name of ['alice', 'bob']) {
      await world.database.em().insert(Domain, { name: parseLabel(name), accountId: name });
    }
  });
  afterEach(() => world.close());

  async function recover(query = '', token = 'root') {
    const told = await world.ask(`/hosts/one/recover${query}`, { method: 'POST', token });
    assert.equal(told.status, 200, told.text);
    return recoveryAnswer.parse(told.json);
  }
  const stateOf = async (name: string, token = 'alice') =>
    Reflect.get(
      Object((await world.ask(`/hosts/one/unikernels/${name}`, { token })).json),
      'state',
    );
  const seenAt = async (name: string) =>
    `${Reflect.get(Object((await world.ask(`/hosts/one/unikernels/${name}`)).json), 'seenAt')}`;
  const running = () => world.emulator.host.running.entries().map(({ value }) => value.name.label);

  /** Of alice web, which is to start last, and db; of bob app; and one that another client started. */
  async function loseAll(): Promise<void> {
    for (const [name, startup, token] of [
      ['web', 90, 'alice'],
      ['db', 10, 'alice'],
      ['app', 50, 'bob'],
    ] as const) {
      const made = await create(world, { name, startup }, imageWith(), token);
      assert.equal(made.status, 201, made.text);
    }
    await startElsewhere(world, 'alice:theirs');
    const looks = world.seen('unikernel-info');
    await until(() => {
      world.pass(0.02); // what was read is too old then
      return world.seen('unikernel-info') > looks + 3;
    });
    await world.emulator.stop();
    await until(async () => (await stateOf('web')) === 'unknown');
    for (const name of ['alice:web', 'alice:db', 'bob:app', 'alice:theirs']) {
      world.emulator.host.unikernels.destroy(parseName(name));
    }
    world.pass(0.05); // the host’s list is read anew
    await world.emulator.start();
    await world.running.hosts.get('one')?.check();
    for (const name of ['web', 'db']) await until(async () => (await stateOf(name)) === 'missing');
    await until(async () => (await stateOf('app', 'bob')) === 'missing');
    world.pass(0.05);
  }

  it('is listed, and started again in the order of its boot, by an administrator', async () => {
    await loseAll();
    const listed = await recover('?dryRun=true');
    assert.deepEqual(
      listed.data.map(({ account, name, startup, outcome }) => [account, name, startup, outcome]),
      [
        ['alice', 'db', 10, 'missing'],
        ['bob', 'app', 50, 'missing'],
        ['alice', 'web', 90, 'missing'],
      ],
    );
    assert.deepEqual(running(), []);
    const recovered = await recover();
    assert.deepEqual(
      recovered.data.map(({ name, outcome, problem }) => [name, outcome, problem]),
      [
        ['db', 'started', null],
        ['app', 'started', null],
        ['web', 'started', null],
      ],
    );
    assert.equal(recovered.left, 0);
    assert.deepEqual(running().sort(), ['app', 'db', 'web']);
    const starts = (await world.deployments()).filter(({ action }) => action === 'start');
    assert.deepEqual(
      starts.map(({ unikernel, accountName }) => [unikernel, accountName]),
      [
        ['db', 'root'],
        ['app', 'root'],
        ['web', 'root'],
      ],
    );
    assert.deepEqual(await recover(), { data: [], left: 0 });
  });

  it('is started as far as it can be, and the rest is told', async () => {
    await loseAll();
    world.emulator.faults.add(
      { kind: 'failure', words: 'no such luck' },
      { command: 'unikernel-force-create', name: 'bob:app' },
    );
    const { data } = await recover();
    assert.deepEqual(
      data.map(({ name, outcome, problem }) => [name, outcome, problem?.code]),
      [
        ['db', 'started', undefined],
        ['app', 'failed', 'host-refused'],
        ['web', 'started', undefined],
      ],
    );
    world.emulator.faults.clear();
    assert.deepEqual(
      (await recover()).data.map(({ name }) => name),
      ['app'],
    );
  });

  it('is not started where that is not wanted any more, or is kept away', async () => {
    await loseAll();
    const command = 'unikernel-force-create' as const;
    const held = world.emulator.faults.add({ kind: 'hold-reply' }, { command, name: 'alice:db' });
    const recovering = recover();
    await until(() => held.waiting > 0);
    const stopped = await world.ask('/hosts/one/unikernels/web/stop', { method: 'POST' });
    assert.ok(stopped.status < 300, stopped.text);
    const lock = { method: 'PUT', json: { reason: 'Hands off.', until: inAnHour() }, token: 'bob' };
    assert.equal((await world.ask('/hosts/one/unikernels/app/lock', lock)).status, 200);
    held.release();
    const { data } = await recovering;
    assert.deepEqual(
      data.map(({ name, outcome, problem }) => [name, outcome, problem?.code]),
      [
        ['db', 'started', undefined],
        ['app', 'failed', 'locked'],
        ['web', 'skipped', undefined],
      ],
    );
    assert.deepEqual(running(), ['db']);
    assert.equal(await stateOf('web'), 'stopped');
  });

  it('is started only where the token is for its name', async () => {
    await loseAll();
    const { data } = await recover('', 'narrow');
    assert.deepEqual(
      data.map(({ name, outcome, problem }) => [name, outcome, problem?.code]),
      [
        ['db', 'failed', 'name-not-allowed'],
        ['app', 'failed', 'name-not-allowed'],
        ['web', 'started', undefined],
      ],
    );
  });

  for (const target of ['hvt', 'spt'] as const) {
    it(`is what went with a daemon that was started anew, too [${target}]`, async () => {
      for (const [name, failBehaviour] of [
        ['web', 'quit'],
        ['db', { restart: null }],
      ] as const) {
        const made = await create(world, { name, failBehaviour }, sampleImage({ target }));
        assert.equal(made.status, 201, made.text);
        await until(async () => (await stateOf(name)) === 'running');
      }
      world.pass(3); // they are there for a while
      await until(async () => {
        world.pass(0.02);
        return new Date(await seenAt('db')).getTime() > world.clock().getTime() - 60_000;
      });
      for (const name of ['alice:web', 'alice:db']) {
        world.emulator.host.unikernels.destroy(parseName(name));
      }
      for (const name of ['web', 'db']) {
        await until(async () => {
          world.pass(0.02);
          return (await stateOf(name)) === 'exited';
        });
      }
      assert.deepEqual(
        (await recover()).data.map(({ name, outcome }) => [name, outcome]),
        [
          ['db', 'started'],
          ['web', 'started'],
        ],
      );
      assert.deepEqual(running().sort(), ['db', 'web']);
    });
  }

  it('is not what another client has ended while the rest ran on', async () => {
    for (const name of ['web', 'db']) {
      const made = await create(world, { name, failBehaviour: 'quit' });
      assert.equal(made.status, 201, made.text);
      await until(async () => (await stateOf(name)) === 'running');
    }
    world.emulator.host.unikernels.destroy(parseName('alice:web'));
    await until(async () => (await stateOf('web')) === 'exited');
    assert.deepEqual(await recover('?dryRun=true'), { data: [], left: 0 });
  });

  it('is not what another client has ended long before, once the rest was started anew', async () => {
    for (const name of ['web', 'db']) {
      const made = await create(world, { name, failBehaviour: 'quit' });
      assert.equal(made.status, 201, made.text);
      await until(async () => (await stateOf(name)) === 'running');
    }
    world.emulator.host.unikernels.destroy(parseName('alice:web'));
    await until(async () => (await stateOf('web')) === 'exited');
    world.pass(600);
    const anew = await world.ask('/hosts/one/unikernels/db/restart', { method: 'POST' });
    assert.equal(anew.status, 200, anew.text);
    const asked = world.clock();
    await until(async () => {
      world.pass(0.02);
      return new Date(await seenAt('db')) > asked;
    });
    assert.deepEqual(await recover('?dryRun=true'), { data: [], left: 0 });
  });

  it('is not what was stopped, or has ended', async () => {
    assert.equal((await create(world, { name: 'stopped' })).status, 201);
    const stop = await world.ask('/hosts/one/unikernels/stopped/stop', { method: 'POST' });
    assert.equal(stop.status, 200, stop.text);
    const ended = { name: 'ended', failBehaviour: 'quit', arguments: ['--emulator-exit=2'] };
    assert.equal((await create(world, ended)).status, 201);
    await until(async () => (await stateOf('ended')) === 'exited');
    assert.deepEqual(await recover(), { data: [], left: 0 });
  });

  it('is nobody else’s to start, and cannot be known while the host is away', async () => {
    const refused = await world.ask('/hosts/one/recover', { method: 'POST' });
    assert.equal(refused.status, 403);
    await world.emulator.stop();
    const away = await world.ask('/hosts/one/recover', { method: 'POST', token: 'root' });
    assert.ok([502, 503].includes(away.status), away.text);
  });
});
