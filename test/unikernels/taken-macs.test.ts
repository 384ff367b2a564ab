import assert from 'node:assert/strict';
import { deriveMac } from '../../src/albatross/mac.ts';
import { parseName } from '../../src/albatross/names.ts';
import { tokenActor } from '../support/actors.ts';
import { create, imageWith, service, update } from './deploy-form.ts';
import { UnikernelWorld } from './unikernel-world.ts';

const mac = '02:00:00:00:00:0a';
const image = imageWith([service]);
const net = (address: string | undefined, bridge = 'service') => [
  { name: 'service', bridge, ...(address ? { mac: address } : {}) },
];

describe('the MAC address of another domain', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    world = await UnikernelWorld.open({
      actors: {
        alice: tokenActor(['unikernels:write']),
        bob: tokenActor(['unikernels:write'], { account: 'bob' }),
      },
    });
    const made = await create(world, { name: 'hello', networkDevices: net(mac) }, image);
    assert.equal(made.status, 201, made.text);
  });
  afterEach(() => world.close());

  const createAsBob = (name: string, address: string | undefined, bridge?: string) =>
    create(world, { name, networkDevices: net(address, bridge) }, image, 'bob');

  it('is refused on the same bridge, in whatever case, before anything is sent', async () => {
    const sent = world.seen('unikernel-create');
    for (const address of [mac, mac.toUpperCase()]) {
      const answer = await createAsBob('thief', address);
      assert.equal(answer.status, 422, answer.text);
      assert.partialDeepStrictEqual(answer.json, { code: 'devices-refused' });
      assert.match(answer.text, /02:00:00:00:00:0a .*in use on the bridge service/);
      assert.doesNotMatch(answer.text, /alice|hello/);
    }
    assert.equal(world.seen('unikernel-create'), sent);
  });

  it('is taken on another bridge, and again within the domain', async () => {
    const other = await createAsBob('other', mac, 'management');
    assert.equal(other.status, 201, other.text);
    const again = await create(world, { name: 'again', networkDevices: net(mac) }, image);
    assert.equal(again.status, 201, again.text);
  });

  it('is refused where the host derived it, and where the host would derive it', async () => {
    await create(world, { name: 'derived', networkDevices: net(undefined) }, image);
    const theirs = await createAsBob('thief', deriveMac('service', parseName('alice:derived')));
    assert.equal(theirs.status, 422, theirs.text);

    const expected = deriveMac('service', parseName('bob:victim'));
    await create(world, { name: 'squatter', networkDevices: net(expected) }, image);
    const derived = await createAsBob('victim', undefined);
    assert.equal(derived.status, 422, derived.text);
    assert.match(derived.text, /Choose another address/);
    const mended = await createAsBob('victim', '02:00:00:00:00:0b');
    assert.equal(mended.status, 201, mended.text);
  });

  it('is refused while its unikernel is stopped, which has it when it starts again', async () => {
    await create(world, { name: 'derived', networkDevices: net(undefined) }, image);
    for (const name of ['hello', 'derived']) {
      const stopped = await world.ask(`/hosts/one/unikernels/${name}/stop`, { method: 'POST' });
      assert.equal(stopped.status, 200, stopped.text);
    }
    for (const address of [mac, deriveMac('service', parseName('alice:derived'))]) {
      const theirs = await createAsBob('thief', address);
      assert.equal(theirs.status, 422, theirs.text);
      assert.match(theirs.text, /in use on the bridge service/);
    }
    for (const name of ['hello', 'derived']) {
      const started = await world.ask(`/hosts/one/unikernels/${name}/start`, { method: 'POST' });
      assert.equal(started.status, 200, started.text);
    }
  });

  it('is free again once its unikernel is destroyed', async () => {
    const gone = await world.ask('/hosts/one/unikernels/hello', { method: 'DELETE' });
    assert.ok(gone.status < 300, gone.text);
    const theirs = await createAsBob('heir', mac);
    assert.equal(theirs.status, 201, theirs.text);
  });

  it('is given to one of two who ask for it at once', async () => {
    const address = '02:00:00:00:00:0c';
    const both = await Promise.all([
      create(world, { name: 'first', networkDevices: net(address) }, image),
      createAsBob('second', address),
    ]);
    assert.deepEqual(both.map(({ status }) => status).sort(), [201, 422]);
  });

  it('is refused to an update, and left to whoever runs with it', async () => {
    await createAsBob('mine', '02:00:00:00:00:0b');
    const next = imageWith([service], 'next');
    const stolen = await update(world, 'mine', next, { networkDevices: net(mac) }, 'bob');
    assert.equal(stolen.status, 422, stolen.text);
    const own = await update(world, 'mine', next, {}, 'bob');
    assert.equal(own.status, 200, own.text);
  });
});
