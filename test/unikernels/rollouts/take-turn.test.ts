import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { parseLabel } from '../../../src/albatross/names.ts';
import { type LockName, unikernelLock } from '../../../src/database/locks/lock-name.ts';
import type { AcquireOptions } from '../../../src/database/locks/locks.ts';
import { tokenActor } from '../../support/actors.ts';
import { imageWith } from '../deploy-form.ts';
import { UnikernelWorld, until } from '../unikernel-world.ts';
import { deploy } from './deploy.ts';

const hello = '/hosts/one/unikernels/hello';
const ofHello = unikernelLock({
  host: parseLabel('one'),
  domain: parseLabel('alice'),
  name: parseLabel('hello'),
});

describe('a deployment whose turn comes', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    world = await UnikernelWorld.open({ actors: { alice: tokenActor(['unikernels:write']) } });
    const first = await deploy(world, { settle: 0 });
    assert.equal(first.status, 201, first.text);
  });
  afterEach(() => world.close());

  it('holds nothing where the database goes away just then', async () => {
    const { locks } = world.running;
    const acquire = locks.acquire.bind(locks);
    const loseThen = async (name: LockName, options?: AcquireOptions) => {
      const lock = await acquire(name, options);
      if (name !== ofHello) return lock;
      losing.mock.restore();
      world.loseDatabase();
      return lock;
    };
    const losing = mock.method(locks, 'acquire', loseThen);
    await deploy(world, { settle: 0 }, imageWith([], 'next'));
    world.loseDatabase(false);
    const isOver = async () => (await world.deployments()).every(({ finishedAt }) => finishedAt);
    await until(isOver);
    const restarted = await world.ask(`${hello}/restart`, { json: {} });
    assert.equal(restarted.status, 200, restarted.text);
  });
});
