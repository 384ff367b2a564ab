import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { parseName } from '../../../src/albatross/names.ts';
import type { ImageSources } from '../../../src/unikernels/origins/sourced-images.ts';
import { StandIn } from '../../sources/stand-in.ts';
import { tokenActor } from '../../support/actors.ts';
import { imageWith } from '../deploy-form.ts';
import { deploymentIn, ended, failedDeployment } from '../rollouts/deploy.ts';
import { UnikernelWorld, until } from '../unikernel-world.ts';
import type { WorldOptions } from '../world-options.ts';

const image = imageWith();
const digestOf = (content: Buffer) => createHash('sha256').update(content).digest('hex');

describe('deploying an image that another server has', () => {
  let world: UnikernelWorld;
  let source: StandIn;
  const open = async (options: Partial<WorldOptions> = {}) => {
    const actors = {
      alice: tokenActor(['unikernels:write']),
      bob: tokenActor(['unikernels:write'], { account: 'bob' }),
    };
    world = await UnikernelWorld.open({ actors, ...options });
  };
  beforeEach(async () => {
    source = await StandIn.start();
    source.file('/hello.hvt', image);
  });
  afterEach(async () => {
    await world.close();
    await source[Symbol.asyncDispose]();
  });

  const from = (path = '/hello.hvt', sha256 = digestOf(image)) => ({
    source: { kind: 'https', url: source.at(path), sha256 },
    settle: 0,
  });
  const ask = (json: object, name = 'hello', options: object = {}) =>
    world.ask(`/hosts/one/unikernels/${name}/deployments`, { json, ...options });
  const atOnce = { headers: { prefer: 'wait=0' } };
  const running = () => world.emulator.host.running.get(parseName('alice:hello'));

  /** A file that begins and does not go on; how many ask for it now. */
  const hang = (path: string) => {
    const asking = { count: 0 };
    source.answers.set(path, (_, response) => {
      asking.count += 1;
      response.writeHead(200, { 'content-length': '100000' }).write('begun');
      response.on('close', () => {
        asking.count -= 1;
      });
    });
    return asking;
  };

  it('gives nobody the image of another account for its digest', async () => {
    await open();
    assert.equal((await ask(from(), 'hello')).status, 201);
    const layer = { mediaType: 'x', digest: `sha256:${digestOf(image)}`, size: image.length };
    const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, layers: [layer] }));
    source.file('/v2/app/manifests/v1', manifest);
    const json = { source: { kind: 'oci', reference: `${source.url.host}/app:v1` }, settle: 0 };
    const asked = await ask(json, 'hello', { token: 'bob' });
    assert.equal(asked.status, 409, asked.text);
    assert.match(asked.text, /source-moved/);
    const path = '/hosts/one/unikernels/hello/releases/1/image';
    assert.equal((await world.ask(path, { token: 'bob' })).status, 404);
    assert.equal(source.count(`/v2/app/blobs/${layer.digest}`), 1);
  });

  it('tells nobody the query of an address where nothing is', async () => {
    await open();
    const refused = await ask(from('/none.hvt?key=hunter2'));
    assert.equal(refused.status, 404, refused.text);
    assert.match(refused.text, /none\.hvt/);
    const stored = await world.database.em().execute('select * from deployments');
    assert.doesNotMatch(refused.text + JSON.stringify(stored), /hunter2/);
  });

  it('fetches it as a step, says where it came from, and fetches nothing twice', async () => {
    await open();
    const deployed = await ask(from('/hello.hvt?key=hunter2'));
    assert.equal(deployed.status, 201, deployed.text);
    const { origin, steps, digest } = deploymentIn(deployed);
    const shown = source.at('/hello.hvt');
    assert.deepEqual(origin, { kind: 'https', from: shown, version: null, page: null });
    assert.equal(digest, digestOf(image));
    const [step] = steps;
    assert.partialDeepStrictEqual(step, { name: 'image', state: 'passed' });
    assert.ok(step?.detail?.includes(`${shown}, ${image.length} octets, SHA-256 ${digest}`));
    assert.equal(running()?.digest.toString('hex'), digest);
    assert.ok(!deployed.text.includes('hunter2'));
    const again = await ask(from('/hello.hvt?key=hunter2'), 'again');
    assert.equal(again.status, 201, again.text);
    assert.equal(source.count('/hello.hvt'), 1);
    assert.deepEqual(await world.spooled(), []);
    const stored = await world.database.em().execute('select * from deployments, releases');
    assert.ok(!JSON.stringify(stored).includes('hunter2'));
  });

  it('gives nobody what others keep, for its digest alone', async () => {
    await open();
    assert.equal((await ask(from())).status, 201);
    const refused = await ask(from('/none'), 'hello', { token: 'bob' });
    assert.partialDeepStrictEqual(refused.json, { status: 404, code: 'source-not-found' });
    const path = '/hosts/one/unikernels/hello/deployments?dryRun=true';
    const dry = await world.ask(path, { json: from('/none'), token: 'bob' });
    assert.partialDeepStrictEqual(dry.json, { image: { kept: false } });
  });

  it('fetches it once for all who ask at once', async () => {
    await open();
    const names = ['one', 'two', 'three'];
    const deployed = await Promise.all(names.map((name) => ask(from(), name)));
    for (const { status, text } of deployed) assert.equal(status, 201, text);
    assert.equal(source.count('/hello.hvt'), 1);
    await world.untilNothingIsSpooled();
  });

  it('does not fetch it again where its deployment was refused', async () => {
    await open();
    const refused = await ask({ ...from(), config: { memory: 4096 } });
    assert.partialDeepStrictEqual(refused.json, { status: 422, code: 'policy-refused' });
    const deployed = await ask(from());
    assert.equal(deployed.status, 201, deployed.text);
    assert.equal(source.count('/hello.hvt'), 1);
  });

  it('inflates it', async () => {
    await open();
    const packed = gzipSync(image);
    source.file('/hello.gz', packed);
    const deployed = await ask(from('/hello.gz', digestOf(packed)));
    assert.equal(deployed.status, 201, deployed.text);
    assert.equal(deploymentIn(deployed).digest, digestOf(image));
  });

  it('fetches no compressed file twice, not even after a restart', async () => {
    await open();
    const packed = gzipSync(image);
    source.file('/hello.gz', packed);
    const layer = { mediaType: 'x', digest: `sha256:${digestOf(packed)}`, size: packed.length };
    const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, layers: [layer] }));
    source.file('/v2/app/manifests/v1', manifest);
    source.file(`/v2/app/blobs/${layer.digest}`, packed);
    const reference = `${source.url.host}/app:v1`;
    const onWeb = from('/hello.gz', digestOf(packed));
    const inRegistry = { source: { kind: 'oci', reference }, settle: 0 };
    for (const [name, json] of [
      ['first', onWeb],
      ['second', onWeb],
      ['third', inRegistry],
    ] as const) {
      const deployed = await ask(json, name);
      assert.equal(deployed.status, 201, deployed.text);
      assert.equal(deploymentIn(deployed).digest, digestOf(image));
      await world.kill();
      await world.start();
    }
    assert.equal(source.count('/hello.gz'), 1);
    assert.equal(source.count(`/v2/app/blobs/${layer.digest}`), 0);
  });

  it('deploys nothing where it is not what it should be', async () => {
    await open();
    for (const [path, sha256, status, code] of [
      ['/hello.hvt', '0'.repeat(64), 422, 'source-digest-wrong'],
      ['/none', digestOf(image), 404, 'source-not-found'],
    ] as const) {
      const refused = await ask(from(path, sha256));
      assert.partialDeepStrictEqual(refused.json, { status, code }, refused.text);
      const { json } = await world.ask(`/deployments/${failedDeployment(refused)}`);
      assert.partialDeepStrictEqual(json, {
        state: 'failed',
        steps: [{ name: 'image', state: 'failed' }],
      });
    }
    assert.equal(world.seen('unikernel-force-create'), 0);
    assert.deepEqual(await world.spooled(), []);
  });

  it('ends the fetch where the deployment is cancelled', async () => {
    await open();
    const asking = hang('/slow.hvt');
    const { id } = deploymentIn(await ask(from('/slow.hvt'), 'hello', atOnce));
    await until(() => asking.count === 1);
    const { json } = await world.ask(`/deployments/${id}`);
    assert.partialDeepStrictEqual(json, { steps: [{ name: 'image', state: 'running' }] });
    const cancelled = await world.ask(`/deployments/${id}/cancel`, { method: 'POST' });
    assert.equal(cancelled.status, 200, cancelled.text);
    await until(() => asking.count === 0);
    await world.untilNothingIsSpooled();
    assert.equal((await ended(world, id)).state, 'cancelled');
    assert.equal(world.seen('unikernel-force-create'), 0);
  });

  it('ends the fetch where a newer deployment takes its place', async () => {
    await open();
    const asking = hang('/slow.hvt');
    const { id } = deploymentIn(await ask(from('/slow.hvt'), 'hello', atOnce));
    await until(() => asking.count === 1);
    assert.equal((await ask(from())).status, 201);
    await until(() => asking.count === 0);
    assert.equal((await ended(world, id)).state, 'superseded');
  });

  it('ends the fetch where the server ends, and the next one begins it again', async () => {
    await open();
    const asking = hang('/slow.hvt');
    const { id } = deploymentIn(await ask(from('/slow.hvt'), 'hello', atOnce));
    await until(() => asking.count === 1);
    await world.kill();
    await until(() => asking.count === 0);
    assert.deepEqual(await world.spooled(), []);
    source.file('/slow.hvt', image);
    await world.start();
    const { state, digest } = await ended(world, id);
    assert.deepEqual([state, digest], ['succeeded', digestOf(image)]);
  });

  it('fetches two at once for an account, and leaves the others their share', async () => {
    await open();
    const asking = hang('/slow.hvt');
    for (const name of ['one', 'two', 'three']) await ask(from(`/slow.hvt?${name}`), name, atOnce);
    await until(() => asking.count === 2);
    const others = await ask(from(), 'hello', { token: 'bob' });
    assert.equal(others.status, 201, others.text);
    assert.equal(asking.count, 2);
  });

  it('deploys at once what is kept here, whatever is being fetched', async () => {
    await open();
    assert.equal((await ask(from())).status, 201);
    const asking = hang('/slow.hvt');
    const other = 'ab'.repeat(32);
    for (const name of ['one', 'two']) await ask(from(`/slow.hvt?${name}`, other), name, atOnce);
    await until(() => asking.count === 2);
    const again = await ask(from(), 'again');
    assert.equal(again.status, 201, again.text);
    const release = { kind: 'release', unikernel: 'hello', release: 1 };
    const released = await ask({ source: release, settle: 0 }, 'released');
    assert.equal(released.status, 201, released.text);
    assert.equal(asking.count, 2);
  });

  it('fetches nothing for a dry run', async () => {
    await open();
    const path = '/hosts/one/unikernels/hello/deployments?dryRun=true';
    const dry = await world.ask(path, { json: from() });
    const digest = digestOf(image);
    assert.partialDeepStrictEqual(dry.json, {
      image: { kept: false, digest, origin: { kind: 'https' } },
      created: true,
      refusals: [],
    });
    assert.equal(source.asked.length, 0);
    assert.equal((await ask(from())).status, 201);
    const kept = await world.ask(path, { json: { ...from(), config: { memory: 64 } } });
    assert.partialDeepStrictEqual(kept.json, { image: { kept: true }, changes: ['memory'] });
  });

  it('asks no source any more when the client has left', async () => {
    const asked = new EventTarget();
    let left: AbortSignal | undefined;
    const never = async () => await Promise.reject(new Error('nobody asks that'));
    const sources: ImageSources = {
      resolve: (_source, _requester, signal) => {
        left = signal;
        asked.dispatchEvent(new Event('asked'));
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
      },
      ...{ findKept: never, fetch: never, latest: never, findByDigest: never },
    };
    await open({ sources: () => sources });
    const client = new AbortController();
    const begun = once(asked, 'asked');
    const asking = ask(from(), 'hello', { signal: client.signal });
    await begun;
    client.abort();
    await assert.rejects(asking);
    await until(() => left?.aborted === true);
    assert.deepEqual(await world.deployments(), []);
  });
});
