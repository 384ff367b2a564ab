import assert from 'node:assert/strict';
import { Deployment } from '../../../src/unikernels/entity.ts';
import type { UnikernelWorld } from '../unikernel-world.ts';
import { deploy, endsWith } from './deploy.ts';
import { check, openDeployWorld } from './deploy-world.ts';

describe('the record of a deployment', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    world = await openDeployWorld(new Set());
  });
  afterEach(() => world.close());

  const checks = [check('192.0.2.1')];
  const plans = async () => {
    const found = await world.database.em().findAll(Deployment, { orderBy: { startedAt: 'asc' } });
    return found.map(({ state, sealedPlan }) => [state, sealedPlan !== null]);
  };

  it('keeps how it was to be watched only where it succeeded', async () => {
    const unknown = await deploy(world, { checks, config: { memory: 64 } }, null);
    assert.equal(unknown.status, 404);
    assert.equal((await deploy(world, { checks, settle: 0 })).status, 201);
    const bad = await deploy(world, { checks, settle: 60, config: { arguments: endsWith(3) } });
    assert.equal(bad.status, 422, bad.text);
    assert.deepEqual(await plans(), [
      ['failed', false],
      ['succeeded', true],
      ['rolled-back', false],
    ]);
  });
});
