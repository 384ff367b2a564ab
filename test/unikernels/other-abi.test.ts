import assert from 'node:assert/strict';
import { parseName } from '../../src/albatross/names.ts';
import { type SampleImageOptions, sampleImage } from '../../src/emulator/sample-image.ts';
import { tokenActor } from '../support/actors.ts';
import { create, imageWith, update } from './deploy-form.ts';
import { UnikernelWorld } from './unikernel-world.ts';

describe('an image for another ABI than the one that runs', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    world = await UnikernelWorld.open({ actors: { alice: tokenActor(['unikernels:write']) } });
    assert.equal((await create(world, { name: 'hello' })).status, 201);
  });
  afterEach(() => world.close());

  const others: [string, SampleImageOptions][] = [
    ['another target', { target: 'hvt' }],
    ['another version', { abiVersion: 3 }],
  ];
  for (const [what, options] of others) {
    for (const when of ['known', 'read from the host']) {
      it(`is refused before the host ends anything [${what}, ${when}]`, async () => {
        const before = world.emulator.host.running.get(parseName('alice:hello'));
        if (when !== 'known') {
          await world.kill();
          await world.start();
        }
        const answer = await update(world, 'hello', sampleImage(options));
        assert.equal(answer.status, 422, answer.text);
        assert.partialDeepStrictEqual(answer.json, { code: 'image-refused', reason: 'abi' });
        assert.equal(world.emulator.host.running.get(parseName('alice:hello')), before);
        assert.equal(world.seen('unikernel-force-create'), 0);
        assert.equal(world.seen('unikernel-get'), when === 'known' ? 0 : 1);
        assert.deepEqual(await world.spooled(), []);
      });
    }

    it(`is sent where that is forced [${what}]`, async () => {
      const answer = await update(world, 'hello', sampleImage(options), { force: true });
      assert.equal(world.seen('unikernel-force-create'), 1);
      // The host has tenders for both targets, and for no further version.
      if ('target' in options) assert.equal(answer.status, 200, answer.text);
      else assert.partialDeepStrictEqual(answer.json, { status: 422, ended: true });
    });
  }

  it('is refused, too, where it cannot be told, and that is said', async () => {
    await world.kill();
    await world.start();
    const failure = { kind: 'failure', words: 'get: out of luck' } as const;
    world.emulator.faults.add(failure, { command: 'unikernel-get' });
    const answer = await update(world, 'hello', imageWith([], 'next'));
    assert.equal(answer.status, 422, answer.text);
    assert.match(answer.text, /out of luck/);
    assert.equal(world.seen('unikernel-force-create'), 0);
  });

  it('is read from the host once only', async () => {
    await world.kill();
    await world.start();
    for (const filler of ['next', 'second']) {
      const answer = await update(world, 'hello', imageWith([], filler));
      assert.equal(answer.status, 200, answer.text);
    }
    assert.equal(world.seen('unikernel-get'), 1);
  });
});
