import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { parseName } from '../../src/albatross/names.ts';
import { releaseList } from '../../src/unikernels/releases/schema.ts';
import { tokenActor } from '../support/actors.ts';
import { create, imageWith, storage, update } from './deploy-form.ts';
import { startElsewhere } from './elsewhere.ts';
import { UnikernelWorld } from './unikernel-world.ts';

const hello = '/hosts/one/unikernels/hello';
const sha256 = (image: Buffer) => createHash('sha256').update(image).digest('hex');

describe('the releases of a unikernel', () => {
  let world: UnikernelWorld;
  const [first, second, third] = ['first', 'second', 'third'].map((text) => imageWith([], text));
  beforeEach(async () => {
    const actors = {
      alice: tokenActor(['unikernels:write', 'volumes:write']),
      plain: tokenActor(['unikernels:write']),
      reader: tokenActor(['unikernels:read']),
      bob: tokenActor(['unikernels:write'], { account: 'bob' }),
    };
    world = await UnikernelWorld.open({ actors });
  });
  afterEach(() => world.close());

  const running = () => world.emulator.host.running.get(parseName('alice:hello'));
  const rollback = (json?: unknown, token = 'alice') =>
    world.ask(`${hello}/rollback`, { method: 'POST', token, ...(json !== undefined && { json }) });

  async function releases(token = 'alice') {
    const { json, text, status } = await world.ask(`${hello}/releases`, { token });
    assert.equal(status, 200, text);
    return releaseList.parse(json).data;
  }

  async function deployThree(): Promise<void> {
    const config = { name: 'hello', memory: 64, arguments: ['--key=hunter2hunter2'] };
    assert.equal((await create(world, config, first)).status, 201);
    assert.equal(
      (await update(world, 'hello', second ?? first ?? imageWith(), { memory: 96 })).status,
      200,
    );
    assert.equal((await update(world, 'hello', third ?? imageWith())).status, 200);
  }

  it('are compared, with masks for who may only read', async () => {
    await deployThree();
    const compare = async (pair: string, token = 'alice') =>
      await world.ask(`${hello}/releases/${pair}`, { token });
    assert.deepEqual((await compare('1/compare/2')).json, {
      ...{ from: 1, to: 2, complete: true },
      differences: [
        { field: 'image', from: sha256(first ?? Buffer.of()), to: sha256(second ?? Buffer.of()) },
        { field: 'memory', from: 64, to: 96 },
      ],
    });
    assert.partialDeepStrictEqual((await compare('2/compare/2')).json, { differences: [] });
    const json = { arguments: ['--key=sesame-open-sesame', '--port=1'] };
    await world.ask(`${hello}/restart`, { method: 'POST', json });
    const field = 'arguments';
    const [whole] = Object((await compare('3/compare/4')).json).differences;
    assert.deepEqual(whole, { field, from: ['--key=hunter2hunter2'], to: json.arguments });
    const masked = await compare('3/compare/4', 'reader');
    const differences = [{ field, from: ['--key=•••'], to: ['--key=•••', '--port=1'] }];
    assert.partialDeepStrictEqual(masked.json, { differences });
    assert.equal((await compare('1/compare/9')).status, 404);
    assert.equal((await compare('1/compare/2', 'bob')).status, 404);
  });

  it('are what it was started with, each once, the newest first', async () => {
    await deployThree();
    assert.equal((await world.ask(`${hello}/restart`, { method: 'POST' })).status, 200);
    const list = await releases();
    assert.deepEqual(
      list.map(({ number, current, memory, changes, imageKept }) => [
        number,
        current,
        memory,
        changes,
        imageKept,
      ]),
      [
        [3, true, 96, ['image'], true],
        [2, false, 96, ['image', 'memory'], true],
        [1, false, 64, [], true],
      ],
    );
    assert.deepEqual(list[0]?.by, { account: 'alice', token: 'ci' });
    assert.deepEqual(list[0]?.arguments, ['--key=hunter2hunter2']);
    const [shown] = await releases('reader');
    assert.deepEqual(shown?.arguments, ['--key=•••']);
  });

  it('can be gone back to, one after the other, with all that they were', async () => {
    await deployThree();
    const back = await rollback();
    assert.equal(back.status, 200, back.text);
    assert.partialDeepStrictEqual(back.json, { memory: 96, digest: sha256(second ?? imageWith()) });
    assert.equal((await rollback()).status, 200);
    const now = running();
    assert.equal(now?.config.memory, 64);
    assert.deepEqual(now?.config.arguments, ['--key=hunter2hunter2']);
    assert.equal(now?.digest.toString('hex'), sha256(first ?? imageWith()));
    assert.partialDeepStrictEqual((await rollback()).json, {
      status: 404,
      code: 'release-unknown',
    });
    assert.equal((await rollback({ release: 3 })).status, 200);
    assert.equal(running()?.digest.toString('hex'), sha256(third ?? imageWith()));
    const list = await releases();
    assert.deepEqual(
      list.slice(0, 3).map(({ number, rollbackTo }) => [number, rollbackTo]),
      [
        [6, 3],
        [5, 1],
        [4, 2],
      ],
    );
    const last = (await world.deployments()).at(-1);
    assert.deepEqual([last?.action, last?.state], ['rollback', 'succeeded']);
  });

  it('can be gone back to whatever it does now, and by whom its volume is not for', async () => {
    await world.addVolume('alice:storage');
    const withVolume = imageWith([storage], 'first');
    assert.equal((await create(world, { name: 'hello' }, withVolume)).status, 201);
    const broken = { name: 'hello', force: true, arguments: ['--emulator-exit=1'] };
    assert.equal((await create(world, broken, imageWith([storage], 'second'))).status, 201);
    while (running()) await new Promise(setImmediate);
    const back = await rollback(undefined, 'plain');
    assert.equal(back.status, 200, back.text);
    assert.equal(running()?.digest.toString('hex'), sha256(withVolume));
    assert.equal(running()?.config.blockDevices[0]?.volume, 'storage');
  });

  for (const [how, replace] of [
    ['an update', () => update(world, 'hello', second ?? imageWith(), { memory: 32 })],
    ['a forced creation', () => create(world, { name: 'hello', force: true }, second)],
  ] as const) {
    it(`begin with what another client had started, fetched before it is replaced [${how}]`, async () => {
      const theirs = imageWith([], 'theirs');
      const chosen = { image: theirs, cpuids: [1], memory: 48, arguments: ['--x'] };
      await startElsewhere(world, 'alice:hello', chosen);
      const replaced = await replace();
      assert.ok(replaced.status < 300, replaced.text);
      assert.equal((await rollback()).status, 200);
      assert.partialDeepStrictEqual(running()?.config, { memory: 48, arguments: ['--x'] });
      assert.equal(running()?.digest.toString('hex'), sha256(theirs));
    });
  }

  it('are kept five, and those that have a name', async () => {
    assert.equal((await create(world, { name: 'hello' }, first)).status, 201);
    const named = await world.ask(`${hello}/releases/1`, {
      method: 'PATCH',
      json: { name: 'before the move', note: 'it was well' },
    });
    assert.partialDeepStrictEqual(named.json, { name: 'before the move', note: 'it was well' });
    for (let memory = 33; memory < 41; memory += 1) {
      assert.equal((await update(world, 'hello', first ?? imageWith(), { memory })).status, 200);
    }
    const numbers = (await releases()).map(({ number }) => number);
    assert.deepEqual(numbers, [9, 8, 7, 6, 5, 1]);
  });

  it('have names where they are at most 50 that have one', async () => {
    assert.equal((await create(world, { name: 'hello' }, first)).status, 201);
    const named = (number: number) => {
      const json = { name: `kept ${number}` };
      return world.ask(`${hello}/releases/${number}`, { method: 'PATCH', json });
    };
    for (let number = 1; number <= 50; number += 1) {
      assert.equal((await named(number)).status, 200);
      const restarted = { json: { arguments: [`${number}`] } };
      assert.equal((await world.ask(`${hello}/restart`, restarted)).status, 200);
    }
    assert.partialDeepStrictEqual((await named(51)).json, { status: 409, code: 'limit-reached' });
    assert.equal((await named(50)).status, 200, 'has one already');
  });

  it('give their images', async () => {
    await deployThree();
    const image = await world.ask(`${hello}/releases/2/image`);
    assert.equal(image.status, 200);
    assert.match(image.headers.get('content-disposition') ?? '', /hello-2\.solo5/);
    assert.equal((await world.ask(`${hello}/releases/7/image`)).status, 404);
    assert.equal((await world.ask(`${hello}/releases/2/image`, { token: 'reader' })).status, 403);
  });

  it('are nobody else’s, and end with it', async () => {
    await deployThree();
    assert.deepEqual(await releases('bob'), []);
    assert.equal((await rollback(undefined, 'bob')).status, 404);
    assert.equal((await rollback(undefined, 'reader')).status, 403);
    assert.equal((await world.ask(hello, { method: 'DELETE' })).status, 204);
    assert.deepEqual(await releases(), []);
  });

  it('hold no secret that is readable in the database', async () => {
    await deployThree();
    const rows = JSON.stringify(await world.database.em().execute('select * from releases'));
    assert.match(rows, /sealed/);
    assert.doesNotMatch(rows, /hunter2/);
  });
});

describe('the releases of a server that keeps three of each unikernel', () => {
  let world: UnikernelWorld;
  before(async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    world = await UnikernelWorld.open({ actors, maxReleases: 3 });
  });
  after(() => world.close());

  it('do not count those among them that have a name', async () => {
    const image = imageWith();
    assert.equal((await create(world, { name: 'hello' }, image)).status, 201);
    const startAnew = async (memory: number) => {
      assert.equal((await update(world, 'hello', image, { memory })).status, 200);
      const { json } = await world.ask(`${hello}/releases`);
      return releaseList.parse(json).data.map(({ number }) => number);
    };
    for (let memory = 33; memory < 36; memory += 1) await startAnew(memory);
    assert.deepEqual(await startAnew(36), [5, 4, 3]);
    for (const number of [5, 4]) {
      const named = { method: 'PATCH', json: { name: `kept ${number}` } };
      assert.equal((await world.ask(`${hello}/releases/${number}`, named)).status, 200);
    }
    assert.deepEqual(await startAnew(37), [6, 5, 4, 3]);
    assert.deepEqual(await startAnew(38), [7, 6, 5, 4, 3]);
    assert.deepEqual(await startAnew(39), [8, 7, 6, 5, 4]);
  });
});

describe('the releases of an account', () => {
  const images = ['one', 'two', 'six', 'ten'].map((text) => imageWith([], text));
  const [size = 0] = images.map(({ length }) => length);

  let world: UnikernelWorld;
  before(async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    world = await UnikernelWorld.open({ actors, imagesShare: 3 * size });
  });
  after(() => world.close());

  const numbers = async (name: string) => {
    const { json } = await world.ask(`/hosts/one/unikernels/${name}/releases`);
    return releaseList.parse(json).data.map(({ number }) => number);
  };
  const name = (number: number) =>
    world.ask(`${hello}/releases/${number}`, { method: 'PATCH', json: { name: 'good' } });

  it('keep no more images than it has room for, but what runs, what was before, and what has a name', async () => {
    assert.ok(images.every(({ length }) => length === size));
    assert.equal((await create(world, { name: 'hello' }, images[0])).status, 201);
    for (const image of images.slice(1)) {
      assert.equal((await update(world, 'hello', image)).status, 200);
    }
    assert.deepEqual(await numbers('hello'), [4, 3, 2]);
    for (const number of [4, 3, 2]) assert.equal((await name(number)).status, 200);
    assert.equal((await create(world, { name: 'other' }, images[0])).status, 201);
    assert.deepEqual(await numbers('other'), [1]);
    assert.equal((await update(world, 'hello', images[0] ?? imageWith())).status, 200);
    assert.deepEqual(await numbers('hello'), [5, 4, 3, 2]);
    const refused = await name(5);
    assert.equal(refused.status, 507, refused.text);
    assert.match(refused.text, /FULMAR_KEPT_IMAGES_SHARE/);
  });
});
