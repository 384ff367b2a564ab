import assert from 'node:assert/strict';
import { parseLabel } from '../../../src/albatross/names.ts';
import { Domain } from '../../../src/identity/accounts/entity.ts';
import { tokenActor } from '../../support/actors.ts';
import { imageWith } from '../deploy-form.ts';
import { UnikernelWorld } from '../unikernel-world.ts';
import { deploy, deploymentIn } from './deploy.ts';

describe('where a deployment is found', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    const actors = {
      alice: tokenActor(['admin', 'unikernels:write'], { admin: true }),
      bob: tokenActor(['unikernels:write'], { account: 'bob' }),
    };
    const url = new URL('https://example.org/fulmar/');
    world = await UnikernelWorld.open({ actors, url });
    const bobs = { name: parseLabel('bob'), accountId: 'bob' };
    await world.database.em().insert(Domain, bobs);
  });
  afterEach(() => world.close());

  for (const [who, query] of [
    ['in the own account', ''],
    ['in another one', '?account=bob'],
  ] as const) {
    it(`is said so that a client can follow it, below a path, too [${who}]`, async () => {
      const asked = { query, wait: 0 };
      const begun = await deploy(world, { settle: 1 }, imageWith(), asked);
      assert.equal(begun.status, 202, begun.text);
      const { id } = deploymentIn(begun);
      const location = begun.headers.get('location') ?? '';
      assert.equal(location, `/fulmar/api/v1/deployments/${id}${query}`);
      const followed = await world.ask(location.replace('/fulmar/api/v1', ''));
      assert.partialDeepStrictEqual(followed.json, { id }, followed.text);
    });
  }
});
