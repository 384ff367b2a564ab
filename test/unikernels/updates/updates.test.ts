import assert from 'node:assert/strict';
import { z } from 'zod';
import { StoredEvent } from '../../../src/database/events/entity.ts';
import { deploy } from '../rollouts/deploy.ts';
import { first, hello, newer, second, useUpdates } from './updates-world.ts';

describe('updates of unikernels from a source', () => {
  const opened = useUpdates();

  it('shows what is newer, what differs, and what to deploy', async () => {
    const { world, sources, build, deployBuild, updates, listed } = opened();
    await deployBuild();
    assert.deepEqual(sources.asked, ['resolve alice']);
    const origin = { kind: 'builder', from: 'hello', version: first };
    assert.partialDeepStrictEqual(await updates(), { checkedAt: null, origin, update: null });
    assert.partialDeepStrictEqual(await updates('?refresh=true'), { origin, update: null });
    build(second, 'second');
    world.pass(2);
    const found = await updates('?refresh=true', 'reader');
    assert.partialDeepStrictEqual(found, {
      origin,
      problem: null,
      update: {
        ...newer,
        comparison: `https://builder.example/compare/${first}/${second}`,
        source: { kind: 'builder', job: 'hello', build: second },
      },
    });
    assert.deepEqual(await updates(), found);
    assert.deepEqual(await listed(), newer);
    await deployBuild(z.looseObject({}).parse(found.update?.source));
    assert.equal(await listed(), null);
    assert.partialDeepStrictEqual(await updates(), { origin: { version: second }, update: null });
  });

  it('asks once a day by itself, and no more than once a minute when told to', async () => {
    const { world, sources, build, deployBuild, updates, listed, lookAround } = opened();
    await deployBuild();
    build(second, 'second');
    sources.asked.length = 0;
    await lookAround();
    assert.deepEqual(await listed(), newer);
    await lookAround();
    await updates('?refresh=true');
    assert.deepEqual(sources.asked, ['latest alice']);
    const told = {
      type: 'image.available',
      account: 'alice',
      object: 'hosts/one/unikernels/hello',
    };
    assert.equal(await world.database.em().count(StoredEvent, told), 1);
    world.pass(2);
    await updates('?refresh=true');
    assert.equal(sources.asked.length, 2);
    world.pass(24 * 60 - 1);
    await lookAround();
    assert.equal(sources.asked.length, 2);
    world.pass(2);
    await lookAround();
    assert.equal(sources.asked.length, 3);
  });

  it('asks nobody by itself about an image that was sent along, the builder when told to', async () => {
    const { world, sources, build, updates, lookAround } = opened();
    const [known] = sources.builds;
    assert.equal((await deploy(world, { settle: 0 }, known?.image)).status, 201);
    build(second, 'second');
    await lookAround();
    assert.deepEqual(sources.asked, []);
    assert.partialDeepStrictEqual(await updates(), { checkedAt: null, origin: null });
    assert.partialDeepStrictEqual(await updates('?refresh=true'), {
      origin: { version: first },
      update: newer,
    });
    assert.deepEqual(sources.asked, [`digest ${known?.digest.slice(0, 8)}`, 'latest alice']);
  });

  it('asks the builder daily about an image that it was found to know', async () => {
    const { world, sources, build, updates, listed, lookAround } = opened();
    const [known] = sources.builds;
    assert.equal((await deploy(world, { settle: 0 }, known?.image)).status, 201);
    assert.partialDeepStrictEqual(await updates('?refresh=true'), { update: null });
    build(second, 'second');
    world.pass(24 * 60 + 1);
    await lookAround();
    assert.deepEqual(await listed(), newer);
  });

  it('asks by itself once for all unikernels of an account that have the same build', async () => {
    const { world, sources, build, deployBuild, lookAround } = opened();
    await deployBuild();
    await deployBuild(undefined, '/hosts/one/unikernels/other');
    build(second, 'second');
    sources.asked.length = 0;
    await lookAround();
    assert.deepEqual(sources.asked, ['latest alice']);
    for (const name of ['hello', 'other']) {
      const { json } = await world.ask(`/hosts/one/unikernels/${name}/updates`);
      assert.partialDeepStrictEqual(json, { update: newer });
    }
  });

  it('asks nobody because another site’s page wants it', async () => {
    const { world, sources, deployBuild } = opened();
    await deployBuild();
    sources.asked.length = 0;
    for (const [site, status] of [
      ['cross-site', 403],
      ['same-site', 403],
      ['same-origin', 200],
    ] as const) {
      const headers = { 'sec-fetch-site': site };
      const told = await world.ask(`${hello}/updates?refresh=true`, { headers });
      assert.equal(told.status, status, told.text);
      assert.equal(sources.asked.length, status === 200 ? 1 : 0);
    }
    const other = { headers: { 'sec-fetch-site': 'cross-site' } };
    assert.equal((await world.ask(`${hello}/updates`, other)).status, 200);
  });

  it('takes a build of the same image for no update', async () => {
    const { build, deployBuild, updates, listed } = opened();
    await deployBuild();
    build(second, 'first');
    assert.partialDeepStrictEqual(await updates('?refresh=true'), { update: null });
    assert.equal(await listed(), null);
  });

  it('asks nobody by itself for an account that is not active', async () => {
    const { world, sources, actors, deployBuild, lookAround } = opened();
    await deployBuild();
    sources.asked.length = 0;
    const { alice } = actors;
    Reflect.deleteProperty(actors, 'alice');
    await lookAround();
    assert.deepEqual(sources.asked, []);
    Object.assign(actors, { alice });
    world.pass(25 * 60);
    await lookAround();
    assert.deepEqual(sources.asked, ['latest alice']);
  });

  it('is silent while everything automatic is paused, and of what is not there', async () => {
    const { world, sources, deployBuild, lookAround } = opened();
    await deployBuild();
    sources.asked.length = 0;
    world.isPaused = true;
    await lookAround();
    assert.deepEqual(sources.asked, []);
    const missing = await world.ask('/hosts/one/unikernels/none/updates');
    assert.partialDeepStrictEqual(missing.json, { status: 404, code: 'unikernel-unknown' });
    const others = await world.ask(`${hello}/updates`, { token: 'bob' });
    assert.partialDeepStrictEqual(others.json, { status: 404, code: 'unikernel-unknown' });
  });
});
