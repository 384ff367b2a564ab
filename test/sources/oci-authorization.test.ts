import assert from 'node:assert/strict';
import type { CredentialSaid } from '../../src/sources/deps.ts';
import {
  indexType,
  layerDigest,
  manifest,
  manifestType,
  RegistryStandIn,
} from './registry-stand-in.ts';
import { image, imageDigest, SourceWorld, shown } from './source-world.ts';
import type { StandIn } from './stand-in.ts';

const pair = 'octo:dckr_pat_s3cret';
const basic = `Basic ${Buffer.from(pair).toString('base64')}`;

describe('a registry that asks who one is', () => {
  let standIn: RegistryStandIn;
  let registry: StandIn;
  let storage: StandIn;
  let world: SourceWorld;
  /** The registry that there is a credential for, beside Docker Hub. */
  let known: string | null;
  let said: CredentialSaid[];
  /** The host that its owner lets see that credential, too. */
  let tokenService: string | null;
  before(async () => {
    standIn = await RegistryStandIn.start();
    registry = standIn.registry;
    storage = standIn.storage;
  });
  after(() => standIn.close());
  beforeEach(async () => {
    standIn.reset();
    known = null;
    said = [];
    tokenService = null;
    world = await SourceWorld.open({
      dockerHub: { registry: registry.url, auth: registry.url },
      credentialFor: async (_, service) =>
        service === 'docker-hub' || service === known ? shown(pair, said, tokenService) : null,
    });
  });
  afterEach(() => world[Symbol.asyncDispose]());

  const at = (name: string) => standIn.at(name);
  const push = (repository: string, tag: string, value: object, type?: string) =>
    standIn.push(repository, tag, value, type);

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

  it('is asked for a token once, for an index and what it names', async () => {
    const inner = push('app', 'inner', manifest());
    const entry = { mediaType: manifestType, digest: inner, size: 1 };
    push('app', 'v1', { schemaVersion: 2, mediaType: indexType, manifests: [entry] }, indexType);
    guardAll('Bearer t0ken');
    registry.json('/token', { token: 't0ken' });
    await world.resolve(at('app:v1'));
    assert.equal(registry.count('/token'), 1);
  });

  it('is shown its own credential, and nobody else is', async () => {
    known = registry.url.host;
    push('app', 'v1', manifest());
    guardAll('Bearer t0ken');
    registry.answers.set('/token', (request, response) => {
      const ok = request.headers.authorization === basic;
      response.writeHead(ok ? 200 : 401).end(JSON.stringify({ token: 't0ken' }));
    });
    await (await world.fetch(at('app:v1'))).discard();
    assert.deepEqual(said, [{ accepted: true, limits: null }]);
    push('app', 'v2', manifest());
    guardAll('Bearer t0ken', `Bearer realm="${storage.at('/token')}"`);
    storage.json('/token', { token: 't0ken' });
    await world.resolve(at('app:v2'));
    assert.equal(storage.asked.at(-1)?.headers.authorization, undefined);
    assert.equal(said.length, 1);
    registry.json('/token', {}, {}, 401);
    push('app', 'v3', manifest());
    guardAll('Bearer t0ken');
    await world.refuses(at('app:v3'), 'source-credential-refused', /the saved credential/);
    assert.deepEqual(said.at(-1), { accepted: false, limits: null });
  });

  it('has a token service elsewhere, which is shown the credential where its owner says so', async () => {
    known = registry.url.host;
    const asks = `Bearer realm="${storage.at('/token')}"`;
    push('app', 'v1', manifest());
    guardAll('Bearer t0ken', asks);
    storage.answers.set('/token', (request, response) => {
      const ok = request.headers.authorization === basic;
      response.writeHead(ok ? 200 : 401).end(JSON.stringify({ token: 't0ken' }));
    });
    const { host } = storage.url;
    const notSent = new RegExp(`denied anonymous access .* not sent: .* at ${host}\\.`);
    await world.refuses(at('app:v1'), 'source-credential-refused', notSent);
    tokenService = 'auth.example.org';
    await world.refuses(at('app:v1'), 'source-credential-refused', notSent);
    assert.ok(!JSON.stringify([...registry.asked, ...storage.asked]).includes(basic));
    assert.deepEqual(said, []);
    tokenService = host;
    await (await world.fetch(at('app:v1'))).discard();
    assert.deepEqual(said, [{ accepted: true, limits: null }]);
    assert.ok(!JSON.stringify(registry.asked).includes(basic), 'the registry sees its token');
  });

  it('says that the credential was not sent also where the anonymous token is refused', async () => {
    known = registry.url.host;
    push('app', 'v1', manifest());
    guardAll('Bearer t0ken', `Bearer realm="${storage.at('/token')}"`);
    storage.json('/token', { token: 'anonymous' });
    const notSent = new RegExp(`not sent: .* at ${storage.url.host}\\.`);
    await world.refuses(at('app:v1'), 'source-credential-refused', notSent);
  });

  it('leads its token service elsewhere, where nothing is shown', async () => {
    known = registry.url.host;
    tokenService = registry.url.host;
    push('app', 'v1', manifest());
    guardAll('Bearer t0ken');
    registry.redirect('/token', storage.at('/token'), 307);
    storage.json('/token', { token: 't0ken' });
    await world.resolve(at('app:v1'));
    assert.ok(storage.asked.length > 0);
    assert.ok(!JSON.stringify(storage.asked).includes(basic));
  });

  it('no longer takes the credential itself, which is noted', async () => {
    known = registry.url.host;
    push('app', 'v1', manifest());
    guardAll('Basic of another password', 'Basic realm="Registry"');
    await world.refuses(at('app:v1'), 'source-credential-refused', /the saved credential/);
    assert.deepEqual(said, [{ accepted: false, limits: null }]);
  });

  it('shows one repository less than the credential reads, which says nothing of that', async () => {
    known = registry.url.host;
    push('app', 'v1', manifest());
    guardAll('Bearer of another one');
    registry.json('/token', { token: 't0ken' });
    await world.refuses(at('app:v1'), 'source-credential-refused', /the saved credential/);
    assert.deepEqual(said, []);
  });

  it('is shown its own credential as it is, where it takes that', async () => {
    known = registry.url.host;
    push('app', 'v1', manifest());
    guardAll(basic, 'Basic realm="Registry"');
    await using fetched = await world.fetch(at('app:v1'));
    assert.equal(fetched.digest, imageDigest);
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
    await world.refuses(at('octo/app:v1'), 'source-credential-refused', /denied anonymous access/);
  });

  for (const [what, asks] of [
    ['asks nothing', ''],
    ['asks for what nobody has', 'Negotiate'],
  ]) {
    it(`is refused where it ${what}`, async () => {
      push('app', 'v1', manifest());
      guardAll('Bearer t0ken', asks);
      await world.refuses(
        at('app:v1'),
        'source-credential-refused',
        /denied anonymous access to app,/,
      );
    });
  }

  it('is refused where the token is, or there is none', async () => {
    push('app', 'v1', manifest());
    guardAll('Bearer other');
    registry.json('/token', { token: 't0ken' });
    await world.refuses(
      at('app:v1'),
      'source-credential-refused',
      /denied anonymous access to app,/,
    );
    registry.json('/token', {}, {}, 403);
    await world.refuses(
      at('app:v1'),
      'source-credential-refused',
      /denied anonymous access to app,/,
    );
    registry.json('/token', { token: 'x'.repeat(64 * 1024) });
    await world.refuses(at('app:v1'), 'source-nonsense', /larger than 64 KiB/);
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
