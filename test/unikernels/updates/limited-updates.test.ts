import assert from 'node:assert/strict';
import { Problem } from '../../../src/base/errors.ts';
import { imageWith } from '../deploy-form.ts';
import { deploy } from '../rollouts/deploy.ts';
import { until } from '../unikernel-world.ts';
import { hello, newer, second, useUpdates } from './updates-world.ts';

describe('updates whose source takes no more requests, or fails', () => {
  const opened = useUpdates();

  it('asks once for all who want to know at once, and says what is left of the limit', async () => {
    const { sources, deployBuild, updates } = opened();
    await deployBuild();
    sources.asked.length = 0;
    sources.limits = { limit: 60, remaining: 12, resetsAt: null };
    const held = Promise.withResolvers<void>();
    sources.held = held.promise;
    const one = updates('?refresh=true');
    await until(() => sources.asked.length === 1);
    const other = updates('?refresh=true', 'reader');
    await updates();
    held.resolve();
    for (const told of await Promise.all([one, other])) {
      assert.partialDeepStrictEqual(told, { update: null, limits: sources.limits });
    }
    assert.deepEqual(sources.asked, ['latest alice']);
    assert.partialDeepStrictEqual(await updates(), { limits: sources.limits });
  });

  it('asks no more than once a minute where the builder knows nothing, or fails', async () => {
    const { world, sources, updates } = opened();
    assert.equal((await deploy(world, { settle: 0 }, imageWith([], 'mine'))).status, 201);
    const known = { origin: null, update: null, problem: null };
    assert.partialDeepStrictEqual(await updates('?refresh=true'), known);
    const found = await updates('?refresh=true');
    assert.ok(found.checkedAt);
    assert.equal(sources.asked.length, 1);
    world.pass(2);
    sources.problem = new Problem('source-unreachable', 'The builder cannot be reached.');
    const { code, detail } = sources.problem;
    const refused = await world.ask(`${hello}/updates?refresh=true`);
    assert.partialDeepStrictEqual(refused.json, { status: 502, code });
    const again = await updates('?refresh=true');
    assert.partialDeepStrictEqual(again, { ...known, problem: { code, detail } });
    assert.equal(sources.asked.length, 2);
  });

  it('tells in a dry run what is left of the limit of its source', async () => {
    const { world, sources } = opened();
    const json = { source: { kind: 'builder', job: 'hello' } };
    const dry = async () => (await world.ask(`${hello}/deployments?dryRun=true`, { json })).json;
    assert.partialDeepStrictEqual(await dry(), { image: { limits: null } });
    sources.limits = { limit: 60, remaining: 3, resetsAt: '2027-01-01T00:00:00.000Z' };
    assert.partialDeepStrictEqual(await dry(), { image: { limits: sources.limits } });
  });

  it('leaves a service alone until it takes requests again, and asks then', async () => {
    const { world, sources, build, deployBuild, updates, lookAround } = opened();
    await deployBuild();
    build(second, 'second');
    await deployBuild({ kind: 'builder', job: 'hello' }, '/hosts/one/unikernels/other');
    sources.asked.length = 0;
    const resetsAt = new Date(world.clock().getTime() + 30 * 60_000).toISOString();
    sources.problem = new Problem('source-limited', 'No more requests.', { facts: { resetsAt } });
    await lookAround();
    await lookAround();
    assert.deepEqual(sources.asked, ['latest alice']);
    const { code, detail } = sources.problem;
    assert.partialDeepStrictEqual(await updates(), { update: null, problem: { code, detail } });
    sources.problem = null;
    world.pass(31);
    await lookAround();
    assert.equal(sources.asked.length, 3);
    assert.partialDeepStrictEqual(await updates(), { update: newer, problem: null });
  });

  it('keeps what a service said that takes no more requests, and asks as soon as it does again', async () => {
    const { world, sources, build, deployBuild, updates, lookAround } = opened();
    await deployBuild();
    build(second, 'second');
    const told = await updates('?refresh=true');
    world.pass(25 * 60);
    const resetsAt = new Date(world.clock().getTime() + 30 * 60_000).toISOString();
    sources.problem = new Problem('source-limited', 'No more requests.', { facts: { resetsAt } });
    await lookAround();
    const { code, detail } = sources.problem;
    assert.deepEqual(await updates(), { ...told, problem: { code, detail } });
    sources.asked.length = 0;
    await updates('?refresh=true');
    assert.deepEqual(sources.asked, []);
    sources.problem = null;
    world.pass(29);
    await lookAround();
    assert.deepEqual(sources.asked, []);
    world.pass(2);
    await lookAround();
    assert.deepEqual(sources.asked, ['latest alice']);
    const now = await updates();
    assert.equal(now.problem, null);
    assert.notEqual(now.checkedAt, told.checkedAt);
  });

  it('knows nothing of a source that takes no requests from the first', async () => {
    const { sources, deployBuild, updates, lookAround } = opened();
    await deployBuild();
    sources.problem = new Problem('source-limited', 'No more requests.');
    await lookAround();
    assert.partialDeepStrictEqual(await updates(), { checkedAt: null, update: null });
  });

  it('says why a source could not be asked, beside what it said before', async () => {
    const { world, sources, build, deployBuild, updates, lookAround } = opened();
    await deployBuild();
    build(second, 'second');
    await updates('?refresh=true');
    world.pass(25 * 60);
    sources.problem = new Problem('source-unreachable', 'The builder cannot be reached.');
    await lookAround();
    const { code, detail } = sources.problem;
    assert.partialDeepStrictEqual(await updates(), { update: newer, problem: { code, detail } });
    world.pass(2);
    const refused = await world.ask(`${hello}/updates?refresh=true`);
    assert.partialDeepStrictEqual(refused.json, { status: 502, code });
  });

  it('asks for the others where one cannot be asked for, and for that one a day later', async () => {
    const { world, sources, reported, deployBuild, lookAround } = opened();
    await deployBuild();
    const json = { source: { kind: 'builder', job: 'hello' }, settle: 0 };
    const others = await world.ask('/hosts/one/unikernels/other/deployments', {
      ...{ json, token: 'bob' },
    });
    assert.equal(others.status, 201, others.text);
    for (const broken of ['alice', 'bob']) {
      world.pass(25 * 60);
      sources.asked.length = 0;
      sources.brokenFor = broken;
      await lookAround();
      await lookAround();
      assert.deepEqual(sources.asked.toSorted(), ['latest alice', 'latest bob']);
      assert.deepEqual(reported.splice(0), ['Error: broken']);
    }
  });
});
