import assert from 'node:assert/strict';
import { parseName } from '../../../src/albatross/names.ts';
import { healthAnswer } from '../../../src/unikernels/health/schema.ts';
import { imageWith } from '../deploy-form.ts';
import { type UnikernelWorld, until } from '../unikernel-world.ts';
import { deploy, deploymentIn } from './deploy.ts';
import { check, openDeployWorld } from './deploy-world.ts';

const hello = '/hosts/one/unikernels/hello';

describe('a deployment that keeps the checks', () => {
  let world: UnikernelWorld;
  let failing: Set<string>;
  let beforeCheck: () => void;
  beforeEach(async () => {
    failing = new Set();
    beforeCheck = () => {};
    // 600 s are half a minute, which is enough to change checks meanwhile.
    world = await openDeployWorld(failing, new Set(), async () => beforeCheck(), { hurry: 20 });
  });
  afterEach(() => world.close());

  const running = () => world.emulator.host.running.get(parseName('alice:hello'));
  const set = async (checks: object[]) => {
    const told = await world.ask(`${hello}/checks`, { method: 'PUT', json: { checks } });
    assert.equal(told.status, 200, told.text);
  };
  const standing = async () => {
    const { json } = await world.ask(`${hello}/checks`);
    return healthAnswer.parse(json).data.map((each) => each.check);
  };
  const stepsOf = (told: Awaited<ReturnType<typeof deploy>>) =>
    deploymentIn(told).steps?.map(({ name }) => name) ?? [];
  const keepChecks = true;

  it('is watched by what was set since, and is gone back from where that fails', async () => {
    assert.equal((await deploy(world, { settle: 0, config: { memory: 64 } })).status, 201);
    await set([check('192.0.2.1')]);
    const next = { keepChecks, settle: 1, deadline: 20, config: { memory: 48 } };
    beforeCheck = () => {
      if (world.seen('unikernel-force-create') > 1) failing.add('192.0.2.1'); // as soon as it is started
    };
    const updated = await deploy(world, next, imageWith([], 'next'));
    assert.partialDeepStrictEqual(updated.json, { status: 422, code: 'rolled-back' }, updated.text);
    assert.equal(running()?.config.memory, 64);
  });

  it('leaves what was set in the place of the checks of the deployment before', async () => {
    const lines = { kind: 'console', text: 'ready', every: 1, timeout: 1 };
    const checks = [check('192.0.2.1'), lines];
    assert.equal((await deploy(world, { checks, settle: 0 })).status, 201);
    await set([check('192.0.2.2'), check('192.0.2.3')]);
    failing.add('192.0.2.1');
    const updated = await deploy(world, { keepChecks, settle: 0 }, imageWith([], 'next'));
    assert.equal(updated.status, 200, updated.text);
    const tried = stepsOf(updated).filter((name) => /^check \d/.test(name));
    assert.equal(tried.length, 3, tried.join());
    assert.partialDeepStrictEqual(await standing(), [{ host: '192.0.2.2' }, { host: '192.0.2.3' }]);
  });

  it('has no checks where they were taken away, and sets none again', async () => {
    const checks = [check('192.0.2.1')];
    assert.equal((await deploy(world, { checks, settle: 0 })).status, 201);
    await set([]);
    failing.add('192.0.2.1');
    const updated = await deploy(world, { keepChecks, settle: 0 }, imageWith([], 'next'));
    assert.equal(updated.status, 200, updated.text);
    assert.deepEqual(await standing(), []);
  });

  it('leaves what was set while it was watched', async () => {
    const checks = [check('192.0.2.1')];
    assert.equal((await deploy(world, { checks, settle: 0 })).status, 201);
    failing.add('192.0.2.1');
    const updating = deploy(world, { keepChecks, settle: 0, deadline: 600 }, imageWith([], 'next'));
    await until(() => world.seen('unikernel-force-create') > 1);
    await set([check('192.0.2.2')]);
    failing.clear();
    assert.equal((await updating).status, 200);
    assert.partialDeepStrictEqual(await standing(), [{ host: '192.0.2.2' }]);
  });

  it('sets those that it is given', async () => {
    await deploy(world, { checks: [check('192.0.2.1')], settle: 0 });
    const given = { keepChecks, checks: [check('192.0.2.2')], settle: 0 };
    assert.equal((await deploy(world, given, imageWith([], 'next'))).status, 200);
    assert.partialDeepStrictEqual(await standing(), [{ host: '192.0.2.2' }]);
  });
});
