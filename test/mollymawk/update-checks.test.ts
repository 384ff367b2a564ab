import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { parseName } from '../../src/albatross/names.ts';
import { updateUnikernelRoute } from '../../src/mollymawk/update-unikernel-route.ts';
import { healthAnswer } from '../../src/unikernels/health/schema.ts';
import { tokenActor } from '../support/actors.ts';
import { imageWith } from '../unikernels/deploy-form.ts';
import { deploy } from '../unikernels/rollouts/deploy.ts';
import { check } from '../unikernels/rollouts/deploy-world.ts';
import { UnikernelWorld, until } from '../unikernels/unikernel-world.ts';
import { StandInSources } from '../unikernels/updates/stand-in-sources.ts';

const former = '11111111-1111-4111-8111-111111111111';
const build = '22222222-2222-4222-8222-222222222222';
const http_liveliness_address = 'http://192.0.2.7/';

describe('the checks of a unikernel that is updated in mollymawk’s API', () => {
  let world: UnikernelWorld;
  let failing: Set<string>;
  let tried: Set<string>;

  beforeEach(async () => {
    failing = new Set();
    tried = new Set();
    const sources = new StandInSources();
    world = await UnikernelWorld.open({
      actors: { alice: tokenActor(['unikernels:write']) },
      observed: true,
      sources: (images) => Object.assign(sources, { images }),
      routes: (deps) => [updateUnikernelRoute(deps)],
      runCheck: async (wanted) => {
        const host = wanted.kind === 'tcp' ? wanted.host : wanted.kind;
        tried.add(host);
        const ok = !failing.has(host);
        return { ok, detail: ok ? 'fine' : 'refused', tookMs: 1 };
      },
    });
    const image = imageWith([], 'second');
    const digest = createHash('sha256').update(image).digest('hex');
    sources.builds.push({ id: build, image, digest });
    const first = await deploy(world, { settle: 0 }, imageWith([], 'first'));
    assert.equal(first.status, 201, first.text);
    const json = { checks: [check('192.0.2.1'), check('192.0.2.2')] };
    const set = await world.ask('/hosts/one/unikernels/hello/checks', { method: 'PUT', json });
    assert.equal(set.status, 200, set.text);
  });
  afterEach(() => world.close());

  const update = (more: object = {}) =>
    world.ask('/api/unikernel/update', {
      json: {
        ...{ albatross_instance: 'one', unikernel_name: 'hello', job: 'hello' },
        ...{ to_be_updated_unikernel: build, currently_running_unikernel: former, ...more },
      },
    });
  const standing = async () => {
    const { json } = await world.ask('/hosts/one/unikernels/hello/checks');
    return healthAnswer.parse(json).data.map((each) => each.check);
  };
  const both = [{ host: '192.0.2.1' }, { host: '192.0.2.2' }];

  it('are left as they are by an address that says whether it is alive', async () => {
    const updated = await update({ http_liveliness_address });
    assert.equal(updated.status, 200, updated.text);
    assert.ok(tried.has('http'));
    assert.partialDeepStrictEqual(await standing(), both);
    assert.equal((await standing()).length, 2);
  });

  it('are what it is watched by without such an address', async () => {
    const updating = update();
    await until(() => world.seen('unikernel-force-create') > 1);
    failing.add('192.0.2.2');
    const updated = await updating;
    assert.partialDeepStrictEqual(updated.json, { title: 'Rollback Successful' }, updated.text);
    assert.partialDeepStrictEqual(await standing(), both);
    const running = world.emulator.host.running.get(parseName('alice:hello'));
    const first = createHash('sha256').update(imageWith([], 'first')).digest('hex');
    assert.equal(running?.digest.toString('hex'), first);
  });
});
