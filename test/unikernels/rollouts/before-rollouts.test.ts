import assert from 'node:assert/strict';
import { parseName } from '../../../src/albatross/names.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import { KeptImage } from '../../../src/storage/kept-images/entity.ts';
import { imageWith } from '../deploy-form.ts';
import { startElsewhere } from '../elsewhere.ts';
import { type UnikernelWorld, until } from '../unikernel-world.ts';
import { deploy, deploymentIn, ended } from './deploy.ts';
import { openDeployWorld } from './deploy-world.ts';

const hello = '/hosts/one/unikernels/hello';

describe('what is looked at before a deployment', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    world = await openDeployWorld(new Set());
  });
  afterEach(() => world.close());

  const running = () => world.emulator.host.running.get(parseName('alice:hello'));
  const dry = { query: '?dryRun=true&ifBusy=fail' };
  const untilSeen = () =>
    until(async () => (await world.ask(hello)).text.includes('"state":"running"'));

  /** As after a backup without images was restored. */
  const forgetImages = () => world.database.em().nativeDelete(KeptImage, {});

  it('is whether the last release could still be started', async () => {
    assert.equal((await deploy(world, { settle: 0, config: { memory: 64 } })).status, 201);
    await startElsewhere(world, 'alice:hello', { memory: 16 });
    await startElsewhere(world, 'alice:other', { memory: 480 });
    const deployed = await deploy(world, { settle: 0, config: { memory: 16 } });
    assert.equal(deployed.status, 200, deployed.text);
    const { rollback, steps } = deploymentIn(deployed);
    assert.equal(rollback, 'unavailable');
    assert.match(steps.find(({ name }) => name === 'way back')?.detail ?? '', /memory/);
  });

  for (const type of ['bhyve', 'unknown'] as const) {
    it(`is whether a guest runs that could not be started again [${type}]`, async () => {
      const name = parseName('alice:hello');
      await startElsewhere(world, 'alice:hello');
      const guest = world.emulator.host.running.get(name);
      assert.ok(guest);
      const config = { ...guest.config, type } as const;
      world.emulator.host.running.set(name, { ...guest, config });
      const refused = await deploy(world, { settle: 0 });
      assert.partialDeepStrictEqual(refused.json, { status: 422, code: 'image-refused' });
      assert.equal(running()?.config.type, type);
      const forced = await deploy(world, { settle: 0, force: true });
      assert.equal(forced.status, 200, forced.text);
    });
  }

  it('is in a dry run that the image that runs is there, and what it is built for', async () => {
    await startElsewhere(world, 'alice:hello');
    await untilSeen();
    const current = await deploy(world, { config: { memory: 64 } }, null, dry);
    assert.partialDeepStrictEqual(current.json, { refusals: [] });
    assert.equal((await deploy(world, { settle: 0 })).status, 200);
    await untilSeen();
    const other = await deploy(world, {}, sampleImage({ abiVersion: 3 }), dry);
    assert.partialDeepStrictEqual(other.json, { refusals: [{ code: 'image-refused' }] });
  });

  it('is in a dry run what would change, though the image that runs is not kept here', async () => {
    await startElsewhere(world, 'alice:hello');
    await untilSeen();
    const watched = await deploy(world, { config: { memory: 64 } }, null, dry);
    assert.partialDeepStrictEqual(watched.json, {
      currentImage: { kept: false },
      changes: ['memory'],
      refusals: [],
    });
    assert.equal((await deploy(world, { settle: 0 })).status, 200);
    await untilSeen();
    const kept = await deploy(world, { config: { memory: 64 } }, null, dry);
    assert.partialDeepStrictEqual(kept.json, { currentImage: { kept: true }, changes: ['memory'] });
    await forgetImages();
    const lost = await deploy(world, { config: { memory: 64 } }, null, dry);
    assert.partialDeepStrictEqual(lost.json, {
      currentImage: { kept: false },
      changes: ['memory'],
    });
    const same = await deploy(world, {}, null, dry);
    assert.partialDeepStrictEqual(same.json, { changes: [], refusals: [] });
    const devices = { networkDevices: [{ name: 'service' }] };
    const wrong = await deploy(world, { config: devices }, null, dry);
    assert.partialDeepStrictEqual(wrong.json, { refusals: [{ code: 'manifest-mismatch' }] });
  });

  it('is in a dry run that what does not run has no image', async () => {
    assert.equal((await deploy(world, { settle: 0 })).status, 201);
    assert.equal((await world.ask(`${hello}/stop`, { method: 'POST' })).status, 200);
    await forgetImages();
    const gone = await deploy(world, {}, null, dry);
    assert.partialDeepStrictEqual(gone.json, {
      currentImage: null,
      refusals: [{ code: 'image-not-kept' }],
    });
  });

  it('is in a dry run whether another one is under way', async () => {
    const { id } = deploymentIn(await deploy(world, { settle: 600 }, imageWith(), { wait: 0 }));
    const busy = await deploy(world, {}, imageWith([], 'next'), dry);
    assert.partialDeepStrictEqual(busy.json, { refusals: [{ code: 'unikernel-busy' }] });
    await ended(world, id);
  });

  it('is whether it is asked for again, by its Idempotency-Key, though the client has left', async () => {
    assert.equal((await deploy(world, { settle: 0 })).status, 201);
    const leaving = new AbortController();
    const ask = (signal?: AbortSignal) =>
      world.ask(`${hello}/deployments`, {
        ...{ json: { settle: 600 }, headers: { 'idempotency-key': 'once' } },
        ...(signal && { signal }),
      });
    ask(leaving.signal).catch(() => {});
    await until(() => world.seen('unikernel-force-create') > 1);
    leaving.abort();
    let again = await ask();
    while (again.status === 409) again = await ask();
    assert.equal(again.status, 202, again.text);
    const all = await world.deployments();
    assert.deepEqual([all.length, all.at(-1)?.id], [2, deploymentIn(again).id]);
    await ended(world, deploymentIn(again).id);
  });
});
