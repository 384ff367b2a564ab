import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { parseLabel } from '../../../src/albatross/names.ts';
import { type LockName, unikernelLock } from '../../../src/database/locks/lock-name.ts';
import type { AcquireOptions } from '../../../src/database/locks/locks.ts';
import { KeptImage } from '../../../src/storage/kept-images/entity.ts';
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

  /** Deploys an image, and loses the database as its turn comes. */
  async function deployInVain(image: Buffer): Promise<void> {
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
    await deploy(world, { settle: 0 }, image);
  }

  const untilOver = () =>
    until(async () => (await world.deployments()).every(({ finishedAt }) => finishedAt));

  it('holds nothing where the database goes away just then', async () => {
    await deployInVain(imageWith([], 'next'));
    world.loseDatabase(false);
    await untilOver();
    const restarted = await world.ask(`${hello}/restart`, { json: {} });
    assert.equal(restarted.status, 200, restarted.text);
  });

  it('could not be begun where the database went away, and its image with it', async () => {
    const sql = (statement: string) => world.database.em().getConnection().execute(statement);
    await sql(
      'create trigger unwritable before update on deployments ' +
        `begin select raise(abort, 'the disk is full'); end`,
    );
    await deployInVain(imageWith([], 'next'));
    const { digest = null } = (await world.deployments()).at(-1) ?? {};
    await world.database.em().nativeDelete(KeptImage, { digest: digest ?? '' });
    world.loseDatabase(false);
    await sql('drop trigger unwritable');
    await untilOver();
    const { state, error } = (await world.deployments()).at(-1) ?? {};
    assert.equal(state, 'cancelled', error ?? '');
    assert.match(error ?? '', /^It could not be begun, and its image is not kept\./);
  });
});
