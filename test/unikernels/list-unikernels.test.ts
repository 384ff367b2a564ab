import assert from 'node:assert/strict';
import { unikernelList } from '../../src/unikernels/answer-schema.ts';
import { tokenActor } from '../support/actors.ts';
import { create, formOf, imageWith, storage } from './deploy-form.ts';
import { startElsewhere } from './elsewhere.ts';
import { policy, UnikernelWorld, until } from './unikernel-world.ts';

describe('lists of unikernels', () => {
  let world: UnikernelWorld;
  before(async () => {
    world = await UnikernelWorld.open({
      hosts: ['one', 'two'],
      actors: {
        alice: tokenActor(['unikernels:write', 'volumes:write']),
        bob: tokenActor(['unikernels:write'], { account: 'bob' }),
        web: tokenActor(['unikernels:read'], { names: ['web-*'] }),
        second: tokenActor(['unikernels:read'], { hosts: ['two'] }),
        blind: tokenActor(['volumes:read']),
        stranger: tokenActor(['unikernels:read'], { account: 'stranger' }),
      },
      policies: { alice: policy, bob: policy, stranger: null },
    });
    await world.addVolume('alice:storage');
    await create(world, { name: 'web-1' }, imageWith([storage]));
    await create(world, { name: 'api' });
    await create(world, { name: 'theirs' }, imageWith(), 'bob');
    await world.ask('/hosts/two/unikernels', {
      body: formOf([
        ['config', { name: 'web-2' }],
        ['image', imageWith()],
      ]),
    });
  });
  after(() => world.close());

  /** Host and name of all that is listed. */
  async function names(path: string, token = 'alice'): Promise<string[]> {
    const { json, text } = await world.ask(path, { token });
    assert.ok(json && typeof json === 'object' && 'data' in json && Array.isArray(json.data), text);
    return json.data.map(({ host, name }) => `${host}/${name}`);
  }

  it('hold the account’s own, by host and name', async () => {
    assert.deepEqual(await names('/unikernels'), ['one/api', 'one/web-1', 'two/web-2']);
    assert.deepEqual(await names('/unikernels', 'bob'), ['one/theirs']);
    assert.deepEqual(await names('/hosts/one/unikernels'), ['one/api', 'one/web-1']);
  });

  it('hold what the token is for', async () => {
    assert.deepEqual(await names('/unikernels', 'web'), ['one/web-1', 'two/web-2']);
    assert.deepEqual(await names('/unikernels', 'second'), ['two/web-2']);
    assert.deepEqual(await names('/hosts/one/unikernels', 'web'), ['one/web-1']);
    assert.equal((await world.ask('/hosts/one/unikernels', { token: 'second' })).status, 403);
    assert.equal((await world.ask('/unikernels', { token: 'blind' })).status, 403);
  });

  it('tell nobody of hosts that they have no policy on', async () => {
    const before = world.emulator.commands.all.length;
    const { json } = await world.ask('/unikernels', { token: 'stranger' });
    assert.deepEqual(json, { data: [], errors: [], next: null });
    const one = await world.ask('/hosts/one/unikernels', { token: 'stranger' });
    assert.partialDeepStrictEqual(one.json, { status: 403, code: 'no-policy' });
    assert.equal(world.emulator.commands.all.length, before);
  });

  it('know the size of a volume', async () => {
    for (const path of ['/unikernels', '/hosts/one/unikernels', '/hosts/one/unikernels/web-1']) {
      const { text } = await world.ask(path);
      assert.match(text, /"blockDevices":\[{"name":"storage",[^}]*"size":1}\]/, path);
    }
  });
});

describe('a list over several hosts', () => {
  let world: UnikernelWorld;
  before(async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    world = await UnikernelWorld.open({
      hosts: ['one', 'two', 'three'],
      actors,
      listTimeout: 1_000,
    });
    const made = await create(world, { name: 'api' });
    assert.equal(made.status, 201, made.text);
  });
  after(() => world.close());

  it('says which ones did not answer in time, and shows the others’', async () => {
    await world.emulatorOf('three').stop();
    world.emulatorOf('two').faults.add({ kind: 'silent' }, { command: 'unikernel-info' });
    const before = performance.now();
    const { status, json } = await world.ask('/unikernels');
    assert.ok(performance.now() - before < 10_000); // a command by itself would wait for 60 s
    assert.equal(status, 200);
    assert.ok(json && typeof json === 'object' && 'errors' in json && Array.isArray(json.errors));
    assert.partialDeepStrictEqual(json, { data: [{ host: 'one', name: 'api' }] });
    const errors = json.errors.map(({ host, code }) => `${host} ${code}`).sort();
    assert.deepEqual(errors, ['three host-unreachable', 'two host-timeout']);
  });
});

describe('a list over hosts that were looked at lately', () => {
  let world: UnikernelWorld;
  before(async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    // Whoever waited for a silent host would wait for longer than a test may take.
    world = await UnikernelWorld.open({ hosts: ['one', 'two'], actors, listTimeout: 600_000 });
    for (const host of ['one', 'two']) {
      const body = formOf([
        ['config', { name: 'api' }],
        ['image', imageWith()],
      ]);
      assert.equal((await world.ask(`/hosts/${host}/unikernels`, { body })).status, 201);
    }
  });
  after(() => world.close());

  const list = async () => {
    const { status, json } = await world.ask('/unikernels');
    assert.equal(status, 200);
    return unikernelList.parse(json);
  };

  it('waits for none of them, and shows what is new there in the next one', async () => {
    await list();
    const held = world.emulator.faults.add({ kind: 'hold-reply' }, { command: 'unikernel-info' });
    await startElsewhere(world, 'alice:web');
    world.pass(0.05); // 3 s
    const { data, errors } = await list();
    assert.deepEqual(
      data.map(({ host, name, state }) => [host, name, state]),
      [
        ['one', 'api', 'running'],
        ['two', 'api', 'running'],
      ],
    );
    assert.deepEqual(errors, []);
    held.release();
    await until(async () => (await list()).data.length === 3);
  });

  it('shows what was asked for since then', async () => {
    await list();
    const gone = await world.ask('/hosts/two/unikernels/api', { method: 'DELETE' });
    assert.equal(gone.status, 204);
    const { data } = await list();
    assert.ok(!data.some(({ host, name }) => host === 'two' && name === 'api'));
  });
});
