import assert from 'node:assert/strict';
import { parseName } from '../../../src/albatross/names.ts';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import { tokenActor } from '../../support/actors.ts';
import { imageWith, storage } from '../deploy-form.ts';
import { UnikernelWorld, until } from '../unikernel-world.ts';
import { deploy, deploymentIn, ended, endsWith, failedDeployment } from './deploy.ts';

const hello = '/hosts/one/unikernels/hello';
const secret = 'k3y-of-the-very-secret-kind-0123456789';

describe('a deployment, each step of which fails in turn', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    const actors = { alice: tokenActor(['unikernels:write', 'volumes:write']) };
    world = await UnikernelWorld.open({ actors, observed: true });
    const config = { memory: 64, arguments: [`--dns-key=${secret}`] };
    const first = await deploy(world, { settle: 1, config });
    assert.equal(first.status, 201, first.text);
  });
  afterEach(async () => {
    // What runs is what the record says, with its whole configuration, and nothing is left locked.
    const running = world.emulator.host.running.get(parseName('alice:hello'));
    assert.partialDeepStrictEqual(running?.config, { arguments: [`--dns-key=${secret}`] });
    const shown = (await world.ask(hello)).json;
    assert.partialDeepStrictEqual(shown, { memory: running?.config.memory, drift: [] });
    const next = await deploy(world, { settle: 0 });
    assert.equal(next.status, 200, next.text);
    await world.close();
  });

  const memoryNow = () =>
    world.emulator.host.running.get(parseName('alice:hello'))?.config.memory ?? null;
  const bad = { memory: 48 };

  for (const [step, parts, image, status, code] of [
    ['manifest', {}, imageWith([storage], 'next'), 422, 'manifest-mismatch'],
    ['policy', { config: { memory: 4096 } }, imageWith([], 'next'), 422, 'policy-refused'],
    ['image', {}, Buffer.from('no image'), 422, 'image-refused'],
    ['configuration', { config: '{"memory": -1}' }, imageWith([], 'next'), 400, 'invalid-body'],
    ['target', {}, sampleImage({ target: 'hvt' }), 422, 'image-refused'],
  ] as const) {
    it(`changes nothing where it is refused by its ${step}`, async () => {
      const sent = world.seen('unikernel-force-create');
      const refused = await deploy(world, parts, image);
      assert.partialDeepStrictEqual(refused.json, { status, code });
      assert.equal(world.seen('unikernel-force-create'), sent);
      assert.equal(memoryNow(), 64);
    });
  }

  for (const [step, parts, image] of [
    ['target', {}, sampleImage({ target: 'hvt' })],
    ['target', {}, sampleImage({ abiVersion: 3 })],
    ['memory', {}, sampleImage({ memoryEnd: 80 * 2 ** 20 })],
  ] as const) {
    it(`says that it was refused by its ${step}`, async () => {
      const { id } = deploymentIn(await deploy(world, parts, image, { wait: 0 }));
      const { steps } = await ended(world, id);
      const failed = steps.filter(({ state }) => state === 'failed').map(({ name }) => name);
      assert.deepEqual(failed, [step]);
    });
  }

  it('is undone where its host refuses it after it has ended what ran', async () => {
    const image = sampleImage({ abiVersion: 3 });
    const undone = await deploy(world, { config: bad, force: true }, image);
    assert.partialDeepStrictEqual(undone.json, { status: 422, code: 'rolled-back' });
    assert.equal(memoryNow(), 64);
  });

  for (const [when, config] of [
    ['at once', { ...bad, arguments: [`--dns-key=${secret}`, ...endsWith(3)] }],
    ['over and over', { ...bad, arguments: [`--dns-key=${secret}`, ...endsWith(2)] }],
    ['for good', { ...bad, arguments: endsWith(1), failBehaviour: 'quit' }],
  ] as const) {
    it(`is undone where it ends ${when}`, async () => {
      const undone = await deploy(world, { config, settle: 100 }, imageWith([], 'next'));
      assert.partialDeepStrictEqual(undone.json, { status: 422, code: 'rolled-back' });
      const { error, steps } = await ended(world, failedDeployment(undone));
      assert.match(error ?? '', /did not stay up/);
      assert.equal(steps.find(({ name }) => name === 'rollback')?.state, 'passed');
      assert.equal(memoryNow(), 64);
      assert.ok(!undone.text.includes(secret));
    });
  }

  for (const [what, fault, memory] of [
    ['has done it', { kind: 'reset-reply', afterOctets: 0 }, 48],
    ['has not done it', { kind: 'silent-close' }, 64],
  ] as const) {
    it(`is found out where its host gives no answer, and ${what}`, async () => {
      const scope = { command: 'unikernel-force-create', times: 1 } as const;
      world.emulator.faults.add(fault, scope);
      const asked = { config: { memory: 48 }, settle: 1 };
      const begun = await deploy(world, asked, imageWith([], 'next'), { wait: 0 });
      const { state, error } = await ended(world, deploymentIn(begun).id);
      assert.equal(state, memory === 48 ? 'succeeded' : 'failed', error);
      assert.equal(memoryNow(), memory);
    });
  }

  it('shows its secret to nobody who may not read it', async () => {
    const done = await deploy(world, { config: bad, settle: 1 }, imageWith([], 'next'));
    const { id } = deploymentIn(done);
    for (const path of [
      `/deployments/${id}`,
      `/deployments/${id}/events`,
      `${hello}/deployments`,
    ]) {
      const { status, text } = await world.ask(path);
      assert.equal(status, 200);
      assert.ok(!text.includes(secret), path);
    }
    const stored = JSON.stringify(await world.deployments());
    assert.ok(!stored.includes(secret));
    await until(() => memoryNow() === 48);
  });
});
