import assert from 'node:assert/strict';
import { Problem } from '../../src/base/errors.ts';
import { image, imageDigest, SourceWorld, sha256 } from './source-world.ts';
import { StandIn } from './stand-in.ts';

const pair = 'octo:dckr_pat_s3cret';
const basic = `Basic ${Buffer.from(pair).toString('base64')}`;
const layerDigest = `sha256:${imageDigest}`;
const emptyDigest = `sha256:${sha256(Buffer.from('{}'))}`;
const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const indexType = 'application/vnd.oci.image.index.v1+json';

const layer = {
  mediaType: 'application/vnd.example.unikernel',
  digest: layerDigest,
  size: image.length,
};

/** As ORAS pushes one file. */
function manifest(members: object = {}) {
  return {
    schemaVersion: 2,
    mediaType: manifestType,
    artifactType: 'application/vnd.example.unikernel',
    config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: emptyDigest, size: 2 },
    layers: [layer],
    ...members,
  };
}

const octetsOf = (value: object) => Buffer.from(JSON.stringify(value));
const digestOf = (value: object) => `sha256:${sha256(octetsOf(value))}`;

describe('an artifact in a registry', () => {
  let registry: StandIn;
  let storage: StandIn;
  let world: SourceWorld;
  before(async () => {
    registry = await StandIn.start();
    storage = await StandIn.start();
  });
  after(async () => {
    await registry[Symbol.asyncDispose]();
    await storage[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    for (const server of [registry, storage]) server.reset();
    world = await SourceWorld.open({
      dockerHub: { registry: registry.url, auth: registry.url },
      secretFor: async () => pair,
    });
  });
  afterEach(() => world[Symbol.asyncDispose]());

  const at = (name: string) => ({ kind: 'oci', reference: `${registry.url.host}/${name}` });

  /** Puts something at a tag and at its digest. */
  function push(repository: string, tag: string, value: object, type = manifestType) {
    const digest = digestOf(value);
    for (const reference of [tag, digest]) {
      registry.file(`/v2/${repository}/manifests/${reference}`, octetsOf(value), {
        ...{ 'content-type': type, 'docker-content-digest': digest },
      });
    }
    registry.file(`/v2/${repository}/blobs/${layerDigest}`, image);
    return digest;
  }

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
    await world.refuses(at('app:v1'), 'source-moved', /no more/);
  });

  it('is not there', async () => {
    await world.refuses(at('app:none'), 'source-not-found', /no app \(none\)/);
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
    await world.refuses(at('app:v2'), 'source-unsuitable', /index of 2 images; name one/);
  });

  for (const [what, value, detail] of [
    ['has several layers', manifest({ layers: [layer, layer] }), /2 layers/],
    ['has none', manifest({ layers: [] }), /0 layers/],
    ['is of an old schema', { schemaVersion: 1, fsLayers: [] }, /no artifact of one layer/],
    [
      'has a layer that is not known by its SHA-256',
      manifest({ layers: [{ ...layer, digest: `sha512:${'0'.repeat(128)}` }] }),
      /is no SHA-256/,
    ],
  ] as const) {
    it(`is refused where it ${what}`, async () => {
      push('app', 'v1', value);
      await world.refuses(at('app:v1'), 'source-unsuitable', detail);
    });
  }

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

  describe('that asks who one is', () => {
    const challenge = (members = '') =>
      `Bearer realm="${registry.at('/token')}",service="registry.example",scope="repository:app:pull,push"${members}`;

    /** Has a path ask for this authorization. */
    function guard(path: string, wanted: string, asks: string) {
      const given = registry.answers.get(path);
      registry.answers.set(path, (request, response) => {
        if (request.headers.authorization === wanted) return given?.(request, response);
        response.writeHead(401, { 'www-authenticate': asks }).end('{}');
      });
    }

    function guardAll(wanted: string, asks = challenge()) {
      for (const path of [...registry.answers.keys()]) guard(path, wanted, asks);
    }

    it('gets a token for reading this repository, and the storage gets nothing', async () => {
      push('app', 'v1', manifest());
      registry.redirect(`/v2/app/blobs/${layerDigest}`, storage.at('/layer?sig=1'), 307);
      storage.file('/layer', image);
      guardAll('Bearer t0ken');
      registry.json('/token', { token: 't0ken', expires_in: 300 });
      await using fetched = await world.fetch(at('app:v1'));
      assert.equal(fetched.digest, imageDigest);
      const asked = registry.asked.find(({ url }) => url.startsWith('/token'));
      assert.equal(asked?.url, '/token?service=registry.example&scope=repository%3Aapp%3Apull');
      assert.equal(storage.asked[0]?.headers.authorization, undefined);
    });

    it('is not shown a credential of Docker Hub', async () => {
      push('app', 'v1', manifest());
      guardAll('Bearer t0ken');
      registry.json('/token', { access_token: 't0ken' });
      await using _fetched = await world.fetch(at('app:v1'));
      assert.ok(!JSON.stringify(registry.asked).includes(basic));
    });

    it('is Docker Hub, whose credential is shown for its tokens alone', async () => {
      push('library/app', 'latest', manifest());
      guardAll('Bearer t0ken');
      registry.answers.set('/token', (request, response) => {
        const ok = request.headers.authorization === basic;
        response.writeHead(ok ? 200 : 401).end(JSON.stringify({ token: 't0ken' }));
      });
      const source = { kind: 'oci', reference: 'app' };
      const { limits } = await world.resolve(source);
      assert.equal(limits, null);
      await using _fetched = await world.fetch(source);
      for (const { url, headers } of registry.asked) {
        assert.equal(headers.authorization === basic, url.startsWith('/token'), url);
      }
    });

    it('is Docker Hub that leads to others for tokens, who are shown nothing', async () => {
      push('library/app', 'latest', manifest());
      guardAll('Bearer t0ken', `Bearer realm="${storage.at('/token')}"`);
      storage.json('/token', { token: 't0ken' });
      await using _fetched = await world.fetch({ kind: 'oci', reference: 'docker.io/app:latest' });
      assert.ok(storage.asked.length > 0);
      assert.ok(storage.asked.every(({ headers }) => headers.authorization === undefined));
    });

    it('takes the credential itself', async () => {
      push('octo/app', 'latest', manifest());
      guardAll(basic, 'Basic realm="Registry"');
      const fetched = await world.fetch({ kind: 'oci', reference: 'octo/app' });
      assert.equal(fetched.digest, imageDigest);
      await fetched.discard();
      push('octo/app', 'v1', manifest());
      guardAll(basic, 'Basic realm="Registry"');
      await world.refuses(at('octo/app:v1'), 'source-credential-refused', /without a credential/);
    });

    for (const [what, asks] of [
      ['asks nothing', ''],
      ['asks for what nobody has', 'Negotiate'],
    ]) {
      it(`is refused where it ${what}`, async () => {
        push('app', 'v1', manifest());
        guardAll('Bearer t0ken', asks);
        await world.refuses(at('app:v1'), 'source-credential-refused', /does not show app/);
      });
    }

    it('is refused where the token is, or there is none', async () => {
      push('app', 'v1', manifest());
      guardAll('Bearer other');
      registry.json('/token', { token: 't0ken' });
      await world.refuses(at('app:v1'), 'source-credential-refused', /does not show app/);
      registry.json('/token', {}, {}, 403);
      await world.refuses(at('app:v1'), 'source-credential-refused', /does not show app/);
      registry.json('/token', { token: 'with\nline' });
      await world.refuses(at('app:v1'), 'source-nonsense');
    });

    it('may not lead to where nobody may be asked', async () => {
      for (const realm of ['http://192.0.2.1/token', 'https://10.0.0.1/token', 'https://[::1]/']) {
        push('app', 'v1', manifest());
        guardAll('Bearer t0ken', `Bearer realm="${realm}"`);
        await world.refuses(at('app:v1'), 'source-refused');
      }
    });
  });

  it('says when a limit ends, and what is left of it', async () => {
    push('app', 'v1', manifest());
    const limits = { 'ratelimit-limit': '100;w=21600', 'ratelimit-remaining': '76;w=21600' };
    registry.file('/v2/app/manifests/v1', octetsOf(manifest()), limits);
    const resolved = await world.resolve(at('app:v1'));
    assert.deepEqual(resolved.limits, { limit: 100, remaining: 76, resetsAt: null });
    registry.json('/v2/app/manifests/v1', {}, { 'retry-after': '120' }, 429);
    const problem = await world.refuses(at('app:v1'), 'source-limited', /until 2026-01-01T00:02/);
    assert.ok(problem instanceof Problem);
    assert.deepEqual(problem.headers, { 'Retry-After': '120' });
    registry.json('/v2/app/manifests/v1', {}, {}, 429);
    await world.refuses(at('app:v1'), 'source-limited', /takes no more requests now/);
  });

  it('is not fetched again while it is kept', async () => {
    push('app', 'v1', manifest());
    await using fetched = await world.fetch(at('app:v1'));
    world.kept.set(imageDigest, fetched);
    assert.equal(await world.fetch(at('app:v1')), fetched);
    assert.equal(registry.count(`/v2/app/blobs/${layerDigest}`), 1);
  });
});
