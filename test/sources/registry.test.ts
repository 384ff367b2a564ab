import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { describeWithRegistry, RegistryServer } from './registry-server.ts';
import { image, imageDigest, SourceWorld } from './source-world.ts';

describeWithRegistry('a registry of the distribution', () => {
  let registry: RegistryServer;
  let world: SourceWorld;
  before(async function () {
    this.timeout(60_000);
    registry = await RegistryServer.start();
  });
  after(() => registry?.[Symbol.asyncDispose]());
  beforeEach(async () => {
    world = await SourceWorld.open();
  });
  afterEach(() => world[Symbol.asyncDispose]());

  const at = (name: string) => ({ kind: 'oci', reference: `${registry.host}/${name}` });

  it('has what was pushed, by tag and by digest', async function () {
    this.timeout(60_000);
    const digest = await registry.push('team/app:v1', [image]);
    const { pinned } = await world.resolve(at('team/app:v1'));
    assert.equal(Object(pinned).manifest, digest);
    for (const name of ['team/app:v1', `team/app@${digest}`]) {
      const fetched = await world.fetch(at(name));
      assert.equal(fetched.digest, imageDigest);
      await fetched.discard();
    }
  });

  it('has a tag that moves', async function () {
    this.timeout(60_000);
    await registry.push('team/moving:v1', [image]);
    const { pinned } = await world.resolve(at('team/moving:v1'));
    assert.equal(await world.latest(pinned), null);
    const digest = await registry.push('team/moving:v1', [gzipSync(image)]);
    const newer = await world.latest(pinned);
    assert.equal(Object(newer?.resolved.pinned).manifest, digest);
    await using fetched = await world.fetch(at('team/moving:v1'));
    assert.equal(fetched.digest, imageDigest);
  });

  it('does not have everything', async function () {
    this.timeout(60_000);
    await registry.push('team/many:v1', [image, gzipSync(image)]);
    await world.refuses(at('team/many:v1'), 'source-unsuitable', /2 layers/);
    await world.refuses(at('team/many:v2'), 'source-not-found');
    await world.refuses(at('team/none:v1'), 'source-not-found');
    await world.refuses(at(`team/many@sha256:${'0'.repeat(64)}`), 'source-not-found');
  });
});
