import assert from 'node:assert/strict';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { tokenActor } from '../../support/actors.ts';
import { imageWith } from '../deploy-form.ts';
import { UnikernelWorld, until } from '../unikernel-world.ts';
import { deploy, deploymentIn, ended } from './deploy.ts';

const hello = '/hosts/one/unikernels/hello';

describe('a unikernel that is being deployed, and is ended by a credential that ends meanwhile', () => {
  let world: UnikernelWorld;
  /** How often it is known yet. */
  let known: number;
  beforeEach(async () => {
    known = Number.POSITIVE_INFINITY;
    const alice = tokenActor(['unikernels:write']);
    const actors: Record<string, Actor> = Object.defineProperty({}, 'alice', {
      enumerable: true,
      get: () => {
        known -= 1;
        return known < 0 ? undefined : alice;
      },
    });
    world = await UnikernelWorld.open({ actors, observed: true, hurry: 10 });
  });
  afterEach(() => world.close());

  for (const [action, path, method] of [
    ['stop', `${hello}/stop`, 'POST'],
    ['destroy', hello, 'DELETE'],
  ] as const) {
    it(`goes on being deployed [${action}]`, async () => {
      const begun = await deploy(world, { settle: 600 }, imageWith(), { wait: 0 });
      const { id } = deploymentIn(begun);
      await until(async () => (await world.deployments()).at(-1)?.phase === 'watching');
      const waits = await deploy(world, {}, imageWith([], 'next'), { wait: 0 });
      const states = async () => (await world.deployments()).slice(0, 2).map(({ state }) => state);
      known = 1;
      const refused = await world.ask(path, { method });
      known = Number.POSITIVE_INFINITY;
      assert.deepEqual([refused.status, Object(refused.json).code], [401, 'credential-invalid']);
      assert.deepEqual(await states(), ['running', 'queued']);
      const over = await world.ask(path, { method });
      assert.ok(over.status < 300, over.text);
      assert.equal((await ended(world, id)).state, 'cancelled');
      assert.equal((await ended(world, deploymentIn(waits).id)).state, 'cancelled');
    });
  }
});
