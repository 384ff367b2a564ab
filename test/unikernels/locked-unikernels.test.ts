import assert from 'node:assert/strict';
import { tokenActor } from '../support/actors.ts';
import { create, formOf, imageWith, update } from './deploy-form.ts';
import { deploy } from './rollouts/deploy.ts';
import { UnikernelWorld } from './unikernel-world.ts';

const hello = '/hosts/one/unikernels/hello';

describe('a unikernel whose deployments are locked', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    world = await UnikernelWorld.open({ actors: { alice: tokenActor(['unikernels:write']) } });
    assert.equal((await create(world, { name: 'hello' })).status, 201);
    const until = new Date(Date.now() + 60_000);
    const lock = { method: 'PUT', json: { reason: 'a freeze', until } };
    assert.equal((await world.ask(`${hello}/lock`, lock)).status, 200);
  });
  afterEach(() => world.close());

  const tooMuch = { memory: 100_000 };
  const next = imageWith([], 'next');

  for (const [what, send] of [
    ['a creation of one that runs', () => create(world, { name: 'hello' }, next)],
    [
      'a creation beyond its policy',
      () => create(world, { name: 'hello', ...tooMuch, force: true }),
    ],
    ['an update beyond its policy', () => update(world, 'hello', next, tooMuch)],
    ['a deployment beyond its policy', () => deploy(world, { config: tooMuch }, next)],
    [
      'an update, before anything of it is looked at',
      () => world.ask(`${hello}/update`, { body: formOf([['image', Buffer.from('no image')]]) }),
    ],
  ] as const) {
    it(`says so before all else: ${what}`, async () => {
      const refused = await send();
      assert.partialDeepStrictEqual(refused.json, { status: 409, code: 'locked' }, refused.text);
    });
  }

  it('says so where it is protected, too', async () => {
    const json = { deletionProtection: true };
    assert.equal((await world.ask(hello, { method: 'PATCH', json })).status, 200);
    for (const refused of [await create(world, { name: 'hello' }), await deploy(world)]) {
      assert.partialDeepStrictEqual(refused.json, { status: 409, code: 'locked' }, refused.text);
    }
  });

  it('shows the lock in its details, as long as there is one', async () => {
    const locked = await world.ask(hello);
    assert.partialDeepStrictEqual(Object(locked.json).lock, {
      reason: 'a freeze',
      by: { account: 'alice', token: 'ci' },
    });
    assert.equal((await world.ask(`${hello}/lock`, { method: 'DELETE' })).status, 204);
    assert.equal(Object((await world.ask(hello)).json).lock, null);
  });

  const wait = (seconds: number) => deploy(world, {}, next, { query: `?waitForLock=${seconds}` });

  it('is deployed by who waits for the end of the lock, and once', async () => {
    const waiting = wait(50);
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(world.seen('unikernel-force-create'), 0);
    assert.equal((await world.ask(`${hello}/lock`, { method: 'DELETE' })).status, 204);
    const { status, text } = await waiting;
    assert.equal(status, 200, text);
    assert.equal(world.seen('unikernel-force-create'), 1);
  });

  it('is deployed by who waits until the lock ends by itself', async () => {
    const until = new Date(Date.now() + 1_000);
    const lock = { method: 'PUT', json: { reason: 'a moment', until } };
    assert.equal((await world.ask(`${hello}/lock`, lock)).status, 200);
    const { status, text } = await wait(50);
    assert.equal(status, 200, text);
  });

  it('is not deployed by who does not wait long enough', async () => {
    const refused = await wait(1);
    assert.partialDeepStrictEqual(refused.json, { status: 409, code: 'locked' }, refused.text);
    assert.equal(world.seen('unikernel-force-create'), 0);
  });

  it('is not locked for longer than seven days, nor without an end', async () => {
    const until = new Date(Date.now() + 8 * 24 * 3600_000);
    for (const json of [{ reason: 'for ever', until }, { reason: 'for ever' }]) {
      const refused = await world.ask(`${hello}/lock`, { method: 'PUT', json });
      assert.partialDeepStrictEqual(refused.json, { status: 400, code: 'invalid-body' });
    }
  });

  it('is one of at most 200 of an account, whether they are there or not', async () => {
    const json = { reason: 'a freeze', until: new Date(Date.now() + 60_000) };
    const put = (name: string) =>
      world.ask(`/hosts/one/unikernels/${name}/lock`, { method: 'PUT', json });
    for (let number = 1; number < 200; number += 1) {
      assert.equal((await put(`none-${number}`)).status, 200);
    }
    assert.partialDeepStrictEqual((await put('none')).json, { status: 409, code: 'limit-reached' });
    assert.equal((await put('hello')).status, 200, 'in place of its lock');
  });
});
