import assert from 'node:assert/strict';
import { parseName } from '../../src/albatross/names.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { tokenActor } from '../support/actors.ts';
import type { Told } from '../support/request.ts';
import { create, imageWith, update } from './deploy-form.ts';
import { mebibyte, UnikernelWorld } from './unikernel-world.ts';

const large = sampleImage({ memoryEnd: 40 * mebibyte });
const foreign = sampleImage({ machine: 'arm64' });

describe('an image that its host could not run', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    const actor = () => tokenActor(['unikernels:write']);
    world = await UnikernelWorld.open({ actors: { alice: actor(), bob: actor() } });
  });
  afterEach(() => world.close());

  const running = () => world.emulator.host.running.get(parseName('alice:hello'));
  const restart = (changes: object) =>
    world.ask('/hosts/one/unikernels/hello/restart', { method: 'POST', json: changes });

  function expectTooLittle(answer: Told): void {
    assert.equal(answer.status, 422, answer.text);
    assert.partialDeepStrictEqual(answer.json, {
      ...{ code: 'image-refused', reason: 'memory', memory: 41 },
    });
  }

  it('is refused with less memory than it needs, and nothing is sent', async () => {
    expectTooLittle(await create(world, { name: 'hello' }, large));
    expectTooLittle(await create(world, { name: 'hello', memory: 40, force: true }, large));
    assert.equal(world.seen('unikernel-create') + world.seen('unikernel-force-create'), 0);
    assert.equal((await create(world, { name: 'hello', memory: 41 }, large)).status, 201);
  });

  it('does not replace what runs, whether or not that is forced', async () => {
    assert.equal((await create(world, { name: 'hello' })).status, 201);
    const before = running();
    expectTooLittle(await update(world, 'hello', large));
    expectTooLittle(await update(world, 'hello', large, { memory: 8, force: true }));
    assert.equal(running(), before);
    assert.equal((await update(world, 'hello', large, { memory: 41 })).status, 200);
  });

  for (const when of ['remembered', 'kept']) {
    it(`is not restarted with too little [its facts are ${when}]`, async () => {
      assert.equal((await create(world, { name: 'hello', memory: 48 }, large)).status, 201);
      if (when === 'kept') {
        await world.kill();
        await world.start();
      }
      const before = running();
      expectTooLittle(await restart({ memory: 40 }));
      assert.equal(running(), before);
      assert.equal(world.seen('unikernel-restart'), 0);
    });
  }

  for (const when of ['remembered', 'kept']) {
    it(`is refused where others run for another processor [${when}]`, async () => {
      assert.equal(
        (await create(world, { name: 'theirs' }, imageWith([], 'bob'), 'bob')).status,
        201,
      );
      if (when === 'kept') {
        await world.kill();
        await world.start();
      }
      const answer = await create(world, { name: 'hello', force: true }, foreign);
      assert.equal(answer.status, 422, answer.text);
      assert.partialDeepStrictEqual(answer.json, { code: 'image-refused', reason: 'machine' });
      assert.match(answer.text, /arm64.*x86-64/);
      assert.equal(world.seen('unikernel-force-create'), 0);
    });
  }

  it('is refused as an update for another processor, even by force', async () => {
    assert.equal((await create(world, { name: 'hello' })).status, 201);
    for (const config of [{}, { force: true }]) {
      const answer = await update(world, 'hello', foreign, config);
      assert.partialDeepStrictEqual(answer.json, { status: 422, reason: 'machine' });
    }
    assert.equal(world.seen('unikernel-force-create'), 0);
  });
});
