import assert from 'node:assert/strict';
import { parseName } from '../../src/albatross/names.ts';
import { startElsewhere } from './elsewhere.ts';
import { deploy } from './rollouts/deploy.ts';
import { openDeployWorld } from './rollouts/deploy-world.ts';
import type { UnikernelWorld } from './unikernel-world.ts';

const name = parseName('alice:hello');
const hello = '/hosts/one/unikernels/hello';

describe('a unikernel with a restart behaviour that only a later release of albatross has', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    world = await openDeployWorld(new Set());
    await startElsewhere(world, 'alice:hello');
    await startElsewhere(world, 'alice:other');
    const { running } = world.emulator.host;
    const unikernel = running.get(name);
    assert.ok(unikernel);
    running.set(name, { ...unikernel, told: { failBehaviour: 'unknown' } });
  });
  afterEach(() => world.close());

  it('is listed, and so are the others', async () => {
    const { status, json } = await world.ask('/unikernels');
    assert.equal(status, 200);
    assert.partialDeepStrictEqual(json, {
      data: [
        { name: 'hello', failBehaviour: 'unknown', state: 'running' },
        { name: 'other', failBehaviour: 'quit', state: 'running' },
      ],
      errors: [],
    });
    assert.partialDeepStrictEqual((await world.ask(hello)).json, { failBehaviour: 'unknown' });
  });

  it('is restarted as it is', async () => {
    const restarted = await world.ask(`${hello}/restart`, { json: {} });
    assert.equal(restarted.status, 200, restarted.text);
  });

  it('does not lose it without being told so', async () => {
    const before = world.emulator.host.running.get(name);
    for (const refused of [
      await world.ask(`${hello}/restart`, { json: { arguments: ['--a'] } }),
      await deploy(world, { settle: 0, config: { memory: 64 } }),
    ]) {
      assert.equal(refused.status, 400, refused.text);
      assert.match(refused.text, /failBehaviour has to be given/);
    }
    assert.equal(world.emulator.host.running.get(name), before);
    const config = { memory: 64, failBehaviour: 'quit' };
    const deployed = await deploy(world, { settle: 0, config });
    assert.equal(deployed.status, 200, deployed.text);
  });
});
