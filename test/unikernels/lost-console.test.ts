import assert from 'node:assert/strict';
import { parseName } from '../../src/albatross/names.ts';
import { tokenActor } from '../support/actors.ts';
import { create, imageWith, update } from './deploy-form.ts';
import { deploy } from './rollouts/deploy.ts';
import { UnikernelWorld } from './unikernel-world.ts';

const hello = '/hosts/one/unikernels/hello';
const hint =
  /could not create unikernel: console failed\. Most likely albatross-console was restarted .*albatrossd itself is restarted/;

describe('a host whose console was started anew', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    world = await UnikernelWorld.open({ actors: { alice: tokenActor(['unikernels:write']) } });
    assert.equal((await create(world, { name: 'hello' })).status, 201);
    world.emulator.host.restartConsole();
  });
  afterEach(() => world.close());

  const runs = () => world.emulator.host.running.has(parseName('alice:hello'));

  it('starts nothing, and why and what helps is said', async () => {
    const { json } = await create(world, { name: 'other' });
    assert.partialDeepStrictEqual(json, { status: 422, code: 'host-refused', host: 'one' });
    assert.match(`${Reflect.get(Object(json), 'detail')}`, hint);
    const deployment = (await world.deployments()).at(-1);
    assert.equal(deployment?.state, 'failed');
    assert.match(`${deployment?.error}`, hint);
    assert.equal(runs(), true);
    await world.emulator.restart();
    assert.equal((await create(world, { name: 'other' })).status, 201);
  });

  it('lets no deployment go back, which is said', async () => {
    const { json } = await deploy(world, {}, imageWith([], 'next'));
    assert.partialDeepStrictEqual(json, { status: 422, code: 'host-refused' });
    const detail = `${Reflect.get(Object(json), 'detail')}`;
    assert.match(detail, hint);
    assert.match(
      detail,
      /It could not be rolled back: could not create unikernel: console failed\. /,
    );
    assert.equal(runs(), false);
    assert.equal((await world.deployments()).at(-1)?.state, 'failed');
  });

  for (const [what, change] of [
    ['restart', () => world.ask(`${hello}/restart`, { method: 'POST' })],
    ['update', () => update(world, 'hello', imageWith([], 'next'))],
    ['forced creation', () => create(world, { name: 'hello', force: true })],
  ] as const) {
    it(`has ended what ran before, which is said [${what}]`, async () => {
      const { json, text } = await change();
      assert.partialDeepStrictEqual(json, { status: 422, code: 'host-refused', ended: true });
      assert.match(text, hint);
      assert.match(text, /What ran before has ended\./);
      assert.equal(runs(), false);
      const deployment = (await world.deployments()).at(-1);
      assert.equal(deployment?.state, 'failed');
      assert.match(`${deployment?.error}`, /What ran before has ended\.$/);
    });
  }
});
