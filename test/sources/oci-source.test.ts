import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { Problem } from '../../src/base/errors.ts';
import {
  emptyDigest,
  indexType,
  layer,
  layerDigest,
  manifest,
  manifestType,
  octetsOf,
  RegistryStandIn,
} from './registry-stand-in.ts';
import { alice, image, imageDigest, SourceWorld, sha256 } from './source-world.ts';
import type { StandIn } from './stand-in.ts';

describe('an artifact in a registry', () => {
  let standIn: RegistryStandIn;
  let registry: StandIn;
  let world: SourceWorld;
  before(async () => {
    standIn = await RegistryStandIn.start();
    registry = standIn.registry;
  });
  after(() => standIn.close());
  beforeEach(async () => {
    standIn.reset();
    world = await SourceWorld.open();
  });
  afterEach(() => world[Symbol.asyncDispose]());

  const at = (name: string) => standIn.at(name);
  const push = (repository: string, tag: string, value: object, type?: string) =>
    standIn.push(repository, tag, value, type);

  it('is its only layer, pinned by the digests of both', async () => {
    const annotations = {
      'org.opencontainers.image.version': '1.2.3',
      'org.opencontainers.image.url': 'https://example.org/app',
    };
    const digest = push('team/app', 'v1', manifest({ annotations }));
    const resolved = await world.resolve(at('team/app:v1'));
    assert.deepEqual(resolved, {
      pinned: {
        ...{ kind: 'oci', registry: registry.url.host, repository: 'team/app', tag: 'v1' },
        ...{ manifest: digest, layer: layerDigest },
      },
      ...{ version: '1.2.3', digest: imageDigest, size: image.length },
      ...{ page: 'https://example.org/app', limits: null },
    });
    await using fetched = await world.fetch(at('team/app:v1'));
    assert.equal(fetched.digest, imageDigest);
    assert.ok(registry.asked.every(({ method }) => method === 'GET'));
    assert.match(`${registry.asked[0]?.headers.accept}`, /oci\.image\.manifest\.v1\+json, .*index/);
  });

  it('is asked for by its digest', async () => {
    const digest = push('app', 'v1', manifest());
    const { pinned, version } = await world.resolve(at(`app@${digest}`));
    assert.equal(Object(pinned).tag, null);
    assert.equal(version, digest.slice(0, 19));
    assert.equal(await world.latest(pinned), null);
  });

  it('is the same although its tag moves between look and fetch', async () => {
    push('app', 'latest', manifest());
    const resolved = await world.resolve(at('app'));
    const other = { ...layer, digest: `sha256:${'0'.repeat(64)}` };
    push('app', 'latest', manifest({ layers: [other] }));
    await using fetched = await world.sources.fetch(
      resolved,
      { accountId: 'alice', account: 'alice' },
      new AbortController().signal,
    );
    assert.equal(fetched.digest, imageDigest);
    const newer = await world.latest(resolved.pinned);
    assert.equal(newer?.resolved.digest, '0'.repeat(64));
  });

  it('has nothing newer while its tag names the same layer', async () => {
    push('app', 'latest', manifest());
    const { pinned } = await world.resolve(at('app'));
    assert.equal(await world.latest(pinned), null);
    push('app', 'latest', manifest({ annotations: { built: 'again' } }));
    assert.equal(await world.latest(pinned), null);
  });

  it('is gone between the look and the fetch', async () => {
    push('app', 'v1', manifest());
    registry.answers.delete(`/v2/app/blobs/${layerDigest}`);
    await world.refuses(at('app:v1'), 'source-moved', /no longer has/);
  });

  it('is not there', async () => {
    await world.refuses(at('app:none'), 'source-not-found', /does not have app \(none\)/);
  });

  it('is the only one of an index, what attests it left out', async () => {
    const inner = push('app', 'inner', manifest());
    const entry = { mediaType: manifestType, digest: inner, size: 1 };
    const attests = {
      ...{ ...entry, digest: emptyDigest },
      platform: { architecture: 'unknown', os: 'unknown' },
    };
    const index = { schemaVersion: 2, mediaType: indexType, manifests: [entry, attests] };
    const digest = push('app', 'v1', index, indexType);
    const fetched = await world.fetch(at('app:v1'));
    assert.equal(fetched.digest, imageDigest);
    await fetched.discard();
    assert.equal(Object((await world.resolve(at('app:v1'))).pinned).manifest, digest);
    push('app', 'v2', { ...index, manifests: [entry, { ...entry, digest: emptyDigest }] });
    await world.refuses(at('app:v2'), 'source-unsuitable', /index of 2 images; specify one/);
  });

  for (const [what, value, detail] of [
    ['has several layers', manifest({ layers: [layer, layer] }), /2 layers/],
    ['has none', manifest({ layers: [] }), /0 layers/],
    [
      'is of an old schema',
      { schemaVersion: 1, fsLayers: [] },
      /not an artifact with a single layer/,
    ],
    [
      'has a layer that is not known by its SHA-256',
      manifest({ layers: [{ ...layer, digest: `sha512:${'0'.repeat(128)}` }] }),
      /is not a SHA-256 digest/,
    ],
  ] as const) {
    it(`is refused where it ${what}`, async () => {
      push('app', 'v1', value);
      await world.refuses(at('app:v1'), 'source-unsuitable', detail);
    });
  }

  for (const [what, members] of [
    ['layers', { layers: Array(201).fill(layer) }],
    ['manifests', { layers: null, manifests: Array(201).fill(layer) }],
    ['layers that are none', { layers: Array(10_000).fill(0) }],
  ] as const) {
    it(`is refused where it lists more ${what} than anything has, none of which is looked at`, async () => {
      push('app', 'v1', manifest(members));
      await world.refuses(at('app:v1'), 'source-unsuitable', /not an artifact with a single layer/);
    });
  }

  it('is read no further than a manifest may be long', async () => {
    push('app', 'v1', manifest({ annotations: { note: 'x'.repeat(64 * 1024) } }));
    await world.refuses(at('app:v1'), 'source-nonsense', /larger than 64 KiB/);
  });

  it('is refused as the only one of an index by anything but its SHA-256', async () => {
    const digest = `sha512:${'0'.repeat(128)}`;
    registry.file(`/v2/app/manifests/${digest}`, octetsOf(manifest()));
    const index = {
      ...{ schemaVersion: 2, mediaType: indexType },
      manifests: [{ mediaType: manifestType, digest, size: 1 }],
    };
    push('app', 'v1', index, indexType);
    await world.refuses(at('app:v1'), 'source-unsuitable', /is not a SHA-256 digest/);
    assert.equal(registry.count(`/v2/app/manifests/${digest}`), 0);
  });

  it('is refused where the manifest or the layer is another one', async () => {
    const digest = push('app', 'v1', manifest());
    const other = octetsOf(manifest({ annotations: {} }));
    registry.file(`/v2/app/manifests/${digest}`, other);
    await world.refuses(at(`app@${digest}`), 'source-digest-wrong', /manifest of app/);
    registry.file('/v2/app/manifests/v1', other, { 'docker-content-digest': digest });
    await world.refuses(at('app:v1'), 'source-digest-wrong', /manifest of app/);
    push('app', 'v1', manifest());
    registry.file(`/v2/app/blobs/${layerDigest}`, Buffer.from('else'));
    await world.refuses(at('app:v1'), 'source-digest-wrong');
  });

  it('says when a limit ends, and what is left of it', async () => {
    push('app', 'v1', manifest());
    const limits = { 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '76;w=21600' };
    registry.file('/v2/app/manifests/v1', octetsOf(manifest()), limits);
    const resolved = await world.resolve(at('app:v1'));
    const left = { limit: 100, remaining: 76, resetsAt: null };
    assert.deepEqual(resolved.limits, left);
    const { signal } = new AbortController();
    const latest = await world.sources.latest(resolved.pinned, alice, signal);
    assert.deepEqual(latest, { newer: null, limits: left });
    registry.json('/v2/app/manifests/v1', {}, { 'retry-after': '120' }, 429);
    const problem = await world.refuses(at('app:v1'), 'source-limited', /until 2026-01-01T00:02/);
    assert.ok(problem instanceof Problem);
    assert.deepEqual(problem.headers, { 'Retry-After': '120' });
    registry.json('/v2/app/manifests/v1', {}, {}, 429);
    await world.refuses(at('app:v1'), 'source-limited', /accepts no more requests for now/);
  });

  for (const [what, pack] of [
    ['as it is', (content: Buffer) => content],
    ['compressed', (content: Buffer) => gzipSync(content)],
  ] as const) {
    it(`is fetched by whoever has not had it, whoever keeps it [${what}]`, async () => {
      const packed = pack(image);
      const named = { ...layer, digest: `sha256:${sha256(packed)}`, size: packed.length };
      registry.file(`/v2/app/blobs/${named.digest}`, packed);
      push('app', 'v1', manifest({ layers: [named] }));
      await using strict = await SourceWorld.open({
        isOwn: async (account) => account === 'alice',
      });
      await strict.keep(await strict.fetch(at('app:v1')));
      assert.equal((await strict.fetch(at('app:v1'))).digest, imageDigest);
      assert.equal(registry.count(`/v2/app/blobs/${named.digest}`), 1);
      const bob = { accountId: 'bob', account: 'bob' };
      registry.answers.delete(`/v2/app/blobs/${named.digest}`);
      await assert.rejects(strict.fetch(at('app:v1'), bob), { code: 'source-moved' });
    });
  }

  it('is not fetched again while it is kept', async () => {
    push('app', 'v1', manifest());
    await world.keep(await world.fetch(at('app:v1')));
    assert.equal((await world.fetch(at('app:v1'))).digest, imageDigest);
    assert.equal(registry.count(`/v2/app/blobs/${layerDigest}`), 1);
  });
});
