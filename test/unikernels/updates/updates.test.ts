import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Problem } from '../../../src/base/errors.ts';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { tokenActor } from '../../support/actors.ts';
import { imageWith } from '../deploy-form.ts';
import { deploy } from '../rollouts/deploy.ts';
import { UnikernelWorld, until } from '../unikernel-world.ts';
import { StandInSources } from './stand-in-sources.ts';

const hello = '/hosts/one/unikernels/hello';
const ids = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
const [first = '', second = ''] = ids;

describe('updates of unikernels from a source', () => {
  let world: UnikernelWorld;
  let sources: StandInSources;
  let reported: string[];
  let actors: Record<string, Actor>;
  beforeEach(async () => {
    sources = new StandInSources();
    reported = [];
    actors = {
      alice: tokenActor(['unikernels:write']),
      reader: tokenActor(['unikernels:read']),
      bob: tokenActor(['unikernels:write'], { account: 'bob' }),
    };
    world = await UnikernelWorld.open({
      actors,
      observed: true,
      report: (error) => void reported.push(`${error}`),
      sources: (images) => Object.assign(sources, { images }),
    });
    build(first, 'first');
  });
  afterEach(async () => {
    await world.close();
    assert.deepEqual(reported, []);
  });

  const build = (id: string, content: string) => {
    const image = imageWith([], content);
    const digest = createHash('sha256').update(image).digest('hex');
    sources.builds.push({ id, image, digest });
    return image;
  };
  const deployBuild = async (source: object = { kind: 'builder', job: 'hello' }, to = hello) => {
    const json = { source, settle: 0 };
    const deployed = await world.ask(`${to}/deployments`, { json });
    assert.ok(deployed.status < 300, deployed.text);
  };
  const updates = async (query = '', token = 'alice') => {
    const { json } = await world.ask(`${hello}/updates${query}`, { token });
    return z.looseObject({ update: z.looseObject({ source: z.unknown() }).nullable() }).parse(json);
  };
  const listed = async () => {
    const { json } = await world.ask('/unikernels', { token: 'reader' });
    const list = z.object({ data: z.array(z.looseObject({ update: z.unknown() })) }).parse(json);
    return list.data[0]?.update;
  };
  const lookAround = () => world.running.updateWatch.lookAround(new AbortController().signal);

  const newer = {
    kind: 'builder',
    from: 'hello',
    version: second,
    page: `https://builder.example/job/hello/build/${second}`,
  };

  it('shows what is newer, what differs, and what to deploy', async () => {
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
    await deployBuild();
    build(second, 'second');
    sources.asked.length = 0;
    await lookAround();
    assert.deepEqual(await listed(), newer);
    await lookAround();
    await updates('?refresh=true');
    assert.deepEqual(sources.asked, ['latest alice']);
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

  it('asks once for all who want to know at once, and says what is left of the limit', async () => {
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

  it('asks the builder daily about an image that it was found to know', async () => {
    const [known] = sources.builds;
    assert.equal((await deploy(world, { settle: 0 }, known?.image)).status, 201);
    assert.partialDeepStrictEqual(await updates('?refresh=true'), { update: null });
    build(second, 'second');
    world.pass(24 * 60 + 1);
    await lookAround();
    assert.deepEqual(await listed(), newer);
  });

  it('asks by itself once for all unikernels of an account that have the same build', async () => {
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

  it('tells in a dry run what is left of the limit of its source', async () => {
    const json = { source: { kind: 'builder', job: 'hello' } };
    const dry = async () => (await world.ask(`${hello}/deployments?dryRun=true`, { json })).json;
    assert.partialDeepStrictEqual(await dry(), { image: { limits: null } });
    sources.limits = { limit: 60, remaining: 3, resetsAt: '2027-01-01T00:00:00.000Z' };
    assert.partialDeepStrictEqual(await dry(), { image: { limits: sources.limits } });
  });

  it('leaves a service alone until it takes requests again, and asks then', async () => {
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
    await deployBuild();
    sources.problem = new Problem('source-limited', 'No more requests.');
    await lookAround();
    assert.partialDeepStrictEqual(await updates(), { checkedAt: null, update: null });
  });

  it('asks nobody because another site’s page wants it', async () => {
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
    await deployBuild();
    build(second, 'first');
    assert.partialDeepStrictEqual(await updates('?refresh=true'), { update: null });
    assert.equal(await listed(), null);
  });

  it('says why a source could not be asked, beside what it said before', async () => {
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

  it('asks nobody by itself for an account that is not active', async () => {
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
