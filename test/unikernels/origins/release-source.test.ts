import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { parseName } from '../../../src/albatross/names.ts';
import { tokenActor } from '../../support/actors.ts';
import { imageWith } from '../deploy-form.ts';
import { deploy, deploymentIn, endsWith } from '../rollouts/deploy.ts';
import { UnikernelWorld } from '../unikernel-world.ts';

const staging = imageWith([], 'staging');
const digestOf = (image: Buffer) => createHash('sha256').update(image).digest('hex');

describe('deploying the image of a kept release', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    const actors = {
      alice: tokenActor(['unikernels:write']),
      web: tokenActor(['unikernels:write'], { names: ['web-*'] }),
      here: tokenActor(['unikernels:write'], { hosts: ['one'] }),
      bob: tokenActor(['unikernels:write'], { account: 'bob' }),
    };
    world = await UnikernelWorld.open({ actors, hosts: ['one', 'two'], observed: true });
    const first = await deploy(world, { settle: 0 }, staging, { name: 'staging', host: 'two' });
    assert.equal(first.status, 201, first.text);
  });
  afterEach(() => world.close());

  const source = { kind: 'release', host: 'two', unikernel: 'staging', release: 1 };
  const deployments = '/hosts/one/unikernels/web-prod/deployments';
  const ask = (json: object, token = 'alice', query = '') =>
    world.ask(`${deployments}${query}`, { json: { settle: 0, ...json }, token });
  const running = () => world.emulator.host.running.get(parseName('alice:web-prod'));
  const data = async (path: string) => (await world.ask(path)).json;

  it('takes it from another unikernel, on another host, and says where it came from', async () => {
    const deployed = await ask({ source });
    assert.equal(deployed.status, 201, deployed.text);
    const origin = { kind: 'release', from: 'two/staging', version: '1', page: null };
    const { steps, digest, ...told } = deploymentIn(deployed);
    assert.deepEqual(told.origin, origin);
    assert.equal(digest, digestOf(staging));
    const [step] = steps;
    assert.equal(step?.name, 'image');
    assert.match(step?.detail ?? '', /two\/staging 1, \d+ octets, SHA-256 [0-9a-f]{64}$/);
    assert.equal(running()?.digest.toString('hex'), digestOf(staging));
    const releases = await data('/hosts/one/unikernels/web-prod/releases');
    assert.partialDeepStrictEqual(releases, { data: [{ number: 1, origin }] });
  });

  it('is carried over changes that leave the image, and by a rollback', async () => {
    await ask({ source });
    const origin = { kind: 'release', from: 'two/staging', version: '1', page: null };
    assert.equal((await ask({ config: { memory: 64 } })).status, 200);
    const next = await deploy(world, { settle: 0 }, imageWith([], 'next'), { name: 'web-prod' });
    assert.equal(next.status, 200, next.text);
    const back = await world.ask('/hosts/one/unikernels/web-prod/rollback', { method: 'POST' });
    assert.equal(back.status, 200, back.text);
    assert.partialDeepStrictEqual(await data('/hosts/one/unikernels/web-prod/releases'), {
      data: [
        { number: 4, rollbackTo: 2, origin },
        { number: 3, origin: null },
        { number: 2, origin },
        { number: 1, origin },
      ],
    });
  });

  it('takes a form, and by default a release of the unikernel itself', async () => {
    const itself = { name: 'staging', host: 'two' };
    await deploy(world, { settle: 0 }, imageWith([], 'next'), itself);
    const yaml = 'kind: release\nrelease: 1\n';
    const deployed = await deploy(world, { settle: 0, source: yaml }, null, itself);
    assert.equal(deployed.status, 200, deployed.text);
    assert.equal(deploymentIn(deployed).digest, digestOf(staging));
  });

  it('goes back to a release with its configuration, and is followed as any deployment is', async () => {
    const itself = { name: 'staging', host: 'two' };
    const next = { settle: 0, config: { memory: 64, arguments: ['--next'] } };
    assert.equal((await deploy(world, next, imageWith([], 'next'), itself)).status, 200);
    const back = { kind: 'release', release: 1, withConfig: true };
    const told = await deploy(world, { source: back }, null, { ...itself, query: '?dryRun=true' });
    assert.partialDeepStrictEqual(told.json, { changes: ['image', 'memory', 'arguments'] });
    const deployed = await deploy(world, { settle: 0, source: back }, null, itself);
    assert.equal(deployed.status, 200, deployed.text);
    const { config, digest } =
      world.emulatorOf('two').host.running.get(parseName('alice:staging')) ?? {};
    assert.deepEqual([config?.memory, config?.arguments], [32, []]);
    assert.equal(digest?.toString('hex'), digestOf(staging));
    assert.partialDeepStrictEqual(await data('/hosts/two/unikernels/staging/releases'), {
      data: [{ number: 3, current: true, rollbackTo: 1 }, { number: 2 }, { number: 1 }],
    });
    const failing = {
      settle: 10,
      source: { ...back, release: 2 },
      config: { arguments: endsWith(0) },
    };
    const failed = await deploy(world, failing, null, itself);
    assert.partialDeepStrictEqual(failed.json, { code: 'rolled-back' });
    const releases = await data('/hosts/two/unikernels/staging/releases');
    assert.partialDeepStrictEqual(releases, { data: [{ number: 3, current: true }] });
  });

  it('says what a dry run would take, and touches nothing', async () => {
    const dry = await ask({ source }, 'alice', '?dryRun=true');
    assert.partialDeepStrictEqual(dry.json, {
      image: { digest: digestOf(staging), kept: true, origin: { kind: 'release' } },
      created: true,
      refusals: [],
    });
    const none = await ask({ source: { ...source, release: 9 } }, 'alice', '?dryRun=true');
    assert.partialDeepStrictEqual(none.json, {
      image: null,
      changes: [],
      refusals: [{ code: 'release-unknown' }],
    });
    assert.equal(running(), undefined);
  });

  it('refuses what there is not, and what the credential is not for', async () => {
    const { unikernel: _itself, ...unnamed } = source;
    for (const [json, token, status, code] of [
      [{ source: { ...source, release: 2 } }, 'alice', 404, 'release-unknown'],
      [{ source: unnamed }, 'alice', 404, 'release-unknown'],
      [{ source }, 'bob', 404, 'release-unknown'],
      [{ source }, 'web', 403, 'name-not-allowed'],
      [{ source }, 'here', 403, 'host-not-allowed'],
      [{ source: { ...source, withConfig: true } }, 'alice', 400, 'invalid-body'],
      [{ source: { ...source, kind: 'ftp' } }, 'alice', 400, 'invalid-body'],
    ] as const) {
      const refused = await ask(json, token);
      assert.partialDeepStrictEqual(refused.json, { status, code }, refused.text);
    }
    const both = await deploy(world, { source: JSON.stringify(source) }, imageWith(), {
      name: 'web-prod',
    });
    assert.partialDeepStrictEqual(both.json, { status: 400, code: 'invalid-body' });
    assert.deepEqual(await world.spooled(), []);
    assert.equal((await world.deployments()).length, 1);
  });
});
