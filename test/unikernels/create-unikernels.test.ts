import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { sessionActor, tokenActor } from '../support/actors.ts';
import { create, formOf, imageWith, service, storage } from './deploy-form.ts';
import { UnikernelWorld } from './unikernel-world.ts';

describe('creating a unikernel', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    world = await UnikernelWorld.open({
      actors: {
        alice: tokenActor(['unikernels:write', 'volumes:write']),
        root: sessionActor('root', true),
        bob: tokenActor(['unikernels:write', 'volumes:write'], { account: 'bob' }),
        deployer: tokenActor(['unikernels:write']),
        limited: tokenActor(['unikernels:write', 'volumes:write'], { names: ['web-*'] }),
        elsewhere: tokenActor(['unikernels:write'], { hosts: ['two'] }),
        reader: tokenActor(['unikernels:read']),
        stranger: tokenActor(['unikernels:write'], { account: 'stranger' }),
      },
      policies: {
        stranger: null,
        bob: { unikernels: 1, cpuids: [1], memory: 64, block: null, bridges: ['management'] },
      },
    });
  });
  afterEach(() => world.close());

  it('starts it with what was given, and with what was not', async () => {
    const image = imageWith();
    const answer = await create(world, { name: 'Hello', arguments: ['--greeting=hi'] }, image);
    assert.equal(answer.status, 201, answer.text);
    assert.partialDeepStrictEqual(answer.json, {
      host: 'one',
      name: 'hello',
      digest: createHash('sha256').update(image).digest('hex'),
      cpuids: [0],
      memory: 32,
      arguments: ['--greeting=hi'],
      blockDevices: [],
      networkDevices: [],
      failBehaviour: { restart: null },
      startup: 50,
      addName: true,
      running: true,
      lastDeployment: {
        action: 'create',
        state: 'succeeded',
        by: { account: 'alice', token: { name: 'ci', prefix: 'fmr_test' } },
      },
    });
    assert.equal(world.seen('unikernel-create'), 1);
    assert.deepEqual(await world.spooled(), []);
  });

  it('hands every setting to the host', async () => {
    await world.addVolume('alice:data');
    const config = {
      name: 'hello',
      cpuids: [1, 0],
      memory: 64,
      arguments: ['a', 'b\\ c', '"d e"'],
      blockDevices: [{ name: 'storage', volume: 'DATA', sectorSize: 4096 }],
      networkDevices: [{ name: 'service', bridge: 'management', mac: '02:00:00:00:00:0A' }],
      failBehaviour: { restart: [3, 2, 3] },
      startup: 7,
      addName: false,
    };
    const answer = await create(world, config, imageWith([storage, service]));
    assert.equal(answer.status, 201, answer.text);
    assert.partialDeepStrictEqual(answer.json, {
      ...config,
      cpuids: [0, 1],
      blockDevices: [{ name: 'storage', volume: 'data', sectorSize: 4096, size: null }],
      networkDevices: [{ name: 'service', bridge: 'management', mac: '02:00:00:00:00:0a' }],
      failBehaviour: { restart: [2, 3] },
    });
  });

  it('takes the parts in any order, and the configuration as a file', async () => {
    const config = Buffer.from(JSON.stringify({ name: 'hello' }));
    const body = formOf([
      ['image', imageWith()],
      ['config', config],
    ]);
    const answer = await world.ask('/hosts/one/unikernels', { body });
    assert.equal(answer.status, 201, answer.text);
  });

  it('fills in the volume of the device’s name and the only bridge that is allowed', async () => {
    await world.addVolume('alice:storage');
    const image = imageWith([storage]);
    const filled = await create(world, { name: 'one' }, image);
    assert.equal(filled.status, 201, filled.text);
    assert.partialDeepStrictEqual(filled.json, { blockDevices: [{ volume: 'storage' }] });

    const bridged = await create(world, { name: 'two' }, imageWith([service]), 'bob');
    assert.equal(bridged.status, 201, bridged.text);
    assert.partialDeepStrictEqual(bridged.json, { networkDevices: [{ bridge: 'management' }] });
  });

  it('chooses the CPU that the fewest unikernels of the whole host use', async () => {
    await create(world, { name: 'first', cpuids: [0] });
    const second = await create(world, { name: 'second' });
    assert.partialDeepStrictEqual(second.json, { cpuids: [1] });
    await create(world, { name: 'other', cpuids: [1] }, imageWith(), 'bob');
    const third = await create(world, { name: 'third' });
    assert.partialDeepStrictEqual(third.json, { cpuids: [0] });
  });

  it('replaces one that runs only where that is said', async () => {
    await create(world, { name: 'hello' });
    const image = imageWith([], 'new');
    const refused = await create(world, { name: 'hello' }, image);
    assert.equal(refused.status, 409);
    assert.partialDeepStrictEqual(refused.json, { code: 'unikernel-exists' });
    const forced = await create(world, { name: 'hello', force: true }, image);
    assert.equal(forced.status, 201, forced.text);
    assert.equal(world.seen('unikernel-force-create'), 1);
  });

  it('counts the one that is replaced no more, its volume included', async () => {
    await world.addVolume('alice:storage');
    await create(world, { name: 'hello', memory: 512 }, imageWith([storage]));
    const config = { name: 'hello', memory: 500, force: true };
    const forced = await create(world, config, imageWith([storage], 'new'));
    assert.equal(forced.status, 201, forced.text);
  });

  it('refuses what the policy has no room for before it is sent, in the host’s words', async () => {
    const refusals: [Record<string, unknown>, RegExp][] = [
      [{ memory: 513 }, /513 MB memory assigned to unikernel exceeds policy \(512MB\)/],
      [{ cpuids: [2] }, /CPUids 2 requested by the unikernel are not allowed/],
      [{ networkDevices: [{ name: 'service', bridge: 'lan' }] }, /Bridge\(s\) lan not allowed/],
    ];
    for (const [config, words] of refusals) {
      const answer = await create(world, { name: 'hello', ...config }, imageWith([service]));
      assert.equal(answer.status, 422, answer.text);
      assert.match(answer.text, words);
    }
    await create(world, { name: 'a', memory: 300 });
    const tooMuch = await create(world, { name: 'b', memory: 213 });
    assert.match(tooMuch.text, /maximum allowed memory \(512, used 300\)/);
    await create(world, { name: 'b', memory: 16 });
    await create(world, { name: 'c', memory: 16 });
    const tooMany = await create(world, { name: 'd', memory: 16 });
    assert.match(tooMany.text, /maximum amount of unikernels \(3\) reached/);
    assert.equal(world.seen('unikernel-create'), 3);
  });

  it('refuses a volume that is missing, held by another, or still waits for its content', async () => {
    await world.addVolume('alice:data');
    const image = imageWith([storage]);
    const attach = (name: string, volume: string) =>
      create(world, { name, blockDevices: [{ name: 'storage', volume }] }, image);
    const missing = await attach('hello', 'nowhere');
    assert.equal(missing.status, 422, missing.text);
    assert.partialDeepStrictEqual(missing.json, { code: 'devices-refused' });

    world.running.awaited.add('data');
    assert.partialDeepStrictEqual((await attach('hello', 'data')).json, { code: 'volume-busy' });
    world.running.awaited.clear();

    assert.equal((await attach('hello', 'data')).status, 201);
    const held = await attach('other', 'data');
    assert.equal(held.status, 409);
    assert.partialDeepStrictEqual(held.json, {
      code: 'volume-in-use',
      detail:
        'The volume data is in use by the unikernel hello. Stop that first, or choose another volume.',
    });
  });

  it('refuses one volume as two devices', async () => {
    await world.addVolume('alice:data');
    const image = imageWith([storage, { name: 'backup', type: 'block' }]);
    const blockDevices = ['storage', 'backup'].map((name) => ({ name, volume: 'data' }));
    const answer = await create(world, { name: 'hello', blockDevices }, image);
    assert.partialDeepStrictEqual(answer.json, { status: 422, code: 'devices-refused' });
    assert.equal(world.seen('unikernel-create'), 0);
  });

  it('says what the image asks for where the devices are not those', async () => {
    const image = imageWith([storage, service]);
    const config = { name: 'hello', blockDevices: [{ name: 'data', volume: 'data' }] };
    const answer = await create(world, config, image);
    assert.equal(answer.status, 422, answer.text);
    assert.partialDeepStrictEqual(answer.json, {
      code: 'manifest-mismatch',
      errors: [
        { path: 'blockDevices.0.name', message: 'the image asks for no block device data' },
        { path: 'blockDevices' },
      ],
    });
    assert.match(answer.text, /asks for the block device storage and the network device service/);
    assert.equal(world.seen('unikernel-create'), 0);
  });

  it('lets nobody attach volumes without the right to change them', async () => {
    await world.addVolume('alice:storage');
    await world.addVolume('alice:data');
    const image = imageWith([storage]);
    const named = { name: 'hello', blockDevices: [{ name: 'storage', volume: 'data' }] };
    for (const config of [named, { name: 'hello' }]) {
      const answer = await create(world, config, image, 'deployer');
      assert.equal(answer.status, 403, answer.text);
      assert.partialDeepStrictEqual(answer.json, { code: 'scope-missing', scope: 'volumes:write' });
    }
    const foreign = await create(world, { ...named, name: 'web-1' }, image, 'limited');
    assert.partialDeepStrictEqual(foreign.json, { status: 403, code: 'name-not-allowed' });
  });

  it('checks the name in the configuration as one in the path', async () => {
    const answer = await create(world, { name: 'hello' }, imageWith(), 'limited');
    assert.partialDeepStrictEqual(answer.json, { status: 403, code: 'name-not-allowed' });
    const allowed = await create(world, { name: 'web-1' }, imageWith(), 'limited');
    assert.equal(allowed.status, 201, allowed.text);
  });

  for (const [token, code] of [
    ['reader', 'scope-missing'],
    ['elsewhere', 'host-not-allowed'],
    ['stranger', 'no-policy'],
  ] as const) {
    it(`is not for everybody [${code}]`, async () => {
      const answer = await create(world, { name: 'hello' }, imageWith(), token);
      assert.partialDeepStrictEqual(answer.json, { status: 403, code });
      assert.deepEqual(world.emulator.commands.all, []);
    });
  }

  it('lets an administrator act in another’s domain', async () => {
    const body = formOf([
      ['config', { name: 'hello' }],
      ['image', imageWith()],
    ]);
    // The domain of an account that this database does not know.
    const path = '/hosts/one/unikernels?account=nobody';
    const headers = { 'sec-fetch-site': 'same-origin' };
    const answer = await world.ask(path, { body, token: 'root', headers });
    assert.partialDeepStrictEqual(answer.json, { code: 'account-unknown' });
    const refused = await world.ask(path, { body, token: 'alice' });
    assert.equal(refused.status, 403);
  });

  it('changes a unikernel once at a time', async () => {
    const slow = world.emulator.faults.add(
      { kind: 'pause-reading', afterOctets: 0 },
      { command: 'unikernel-create' },
    );
    const first = create(world, { name: 'hello' });
    await world.untilSeen('unikernel-create');
    const second = await create(world, { name: 'hello', force: true });
    assert.partialDeepStrictEqual(second.json, { status: 409, code: 'unikernel-busy' });
    slow.release();
    assert.equal((await first).status, 201);
  });

  it('says what its host has said, and is told the end by the host itself', async () => {
    const answer = await create(world, { name: 'hello', failBehaviour: 'quit' });
    assert.partialDeepStrictEqual(answer.json, {
      ...{ running: true, startedAt: null, failBehaviour: 'quit' },
      lastDeployment: { state: 'succeeded' },
    });
    world.emulator.host.running.clear();
    const shown = await world.ask('/hosts/one/unikernels/hello');
    assert.partialDeepStrictEqual(shown.json, { running: false, startedAt: null });
  });

  it('is not refused for what another client has ended since its host was looked at', async () => {
    const quits = { name: 'hello', failBehaviour: 'quit' };
    assert.equal((await create(world, quits)).status, 201);
    await world.ask('/hosts/one/unikernels');
    world.emulator.host.running.clear();
    const again = await create(world, quits);
    assert.equal(again.status, 201, again.text);
  });

  it('asks its host nothing more than it has been asked lately', async () => {
    await world.ask('/hosts/one/unikernels');
    const asked = world.seen('unikernel-info');
    await create(world, { name: 'hello' });
    assert.equal(world.seen('unikernel-info'), asked);
    assert.equal(world.seen('unikernel-create'), 1);
  });
});
