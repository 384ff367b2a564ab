import assert from 'node:assert/strict';
import { Problem } from '../../src/base/errors.ts';
import type { CredentialSaid } from '../../src/sources/deps.ts';
import { asset, release, releases, repository } from './github-answers.ts';
import { alice, image, imageDigest, SourceWorld, shown } from './source-world.ts';
import { StandIn } from './stand-in.ts';

const token = `ghp_${'a1B2'.repeat(9)}`;

describe('an asset of a release on GitHub', () => {
  let gitHub: StandIn;
  let storage: StandIn;
  let world: SourceWorld;
  let secret: string | null;
  let said: CredentialSaid[];
  before(async () => {
    gitHub = await StandIn.start();
    storage = await StandIn.start();
  });
  after(async () => {
    await gitHub[Symbol.asyncDispose]();
    await storage[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    for (const server of [gitHub, storage]) server.reset();
    secret = token;
    said = [];
    world = await SourceWorld.open({
      gitHub: gitHub.url,
      credentialFor: async () => (secret === null ? null : shown(secret, said)),
    });
    // As it answers for `Accept: application/octet-stream`: with the address of another host.
    gitHub.redirect(`${releases}/assets/12`, storage.at('/signed?key=s3cret'));
    storage.file('/signed', image);
  });
  afterEach(() => world[Symbol.asyncDispose]());

  const source = (members: object = {}) => ({
    kind: 'github',
    repository,
    asset: 'dns.hvt',
    ...members,
  });
  const dns = asset(12, 'dns.hvt', { digest: `sha256:${imageDigest}` });

  it('has what GitHub says of the token kept', async () => {
    const limits = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '4998' };
    gitHub.json(`${releases}/latest`, release('v2', [dns]), limits);
    await world.resolve(source());
    gitHub.json(`${releases}/latest`, { message: 'Bad credentials' }, {}, 401);
    await world.refuses(source(), 'source-credential-refused');
    assert.deepEqual(said, [
      { accepted: true, limits: { limit: 5000, remaining: 4998, resetsAt: null } },
      { accepted: false, limits: null },
    ]);
  });

  it('has what is left of its limit kept, whatever GitHub answers', async () => {
    const left = (remaining: number) => ({
      ...{ 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': `${remaining}` },
    });
    const limits = (remaining: number) => ({ limit: 5000, remaining, resetsAt: null });
    gitHub.json(`${releases}/latest`, {}, left(1), 404);
    await world.refuses(source(), 'source-not-found');
    gitHub.json(`${releases}/latest`, {}, left(0), 403);
    await world.refuses(source(), 'source-limited');
    assert.deepEqual(said, [
      { accepted: true, limits: limits(1) },
      { accepted: true, limits: limits(0) },
    ]);
  });

  it('has it kept that the token is refused for the asset itself, and by GitHub alone', async () => {
    gitHub.json(`${releases}/latest`, release('v2', [dns]));
    storage.json('/signed', {}, { 'x-ratelimit-limit': '1', 'x-ratelimit-remaining': '0' }, 401);
    await world.refuses(source(), 'source-credential-refused');
    assert.deepEqual(said, [{ accepted: true, limits: null }]);
    gitHub.json(`${releases}/assets/12`, { message: 'Bad credentials' }, {}, 401);
    await world.refuses(source(), 'source-credential-refused');
    assert.deepEqual(said.at(-1), { accepted: false, limits: null });
  });

  it('is one of as many as GitHub lets a release have, beside notes as long', async () => {
    const uploader = { login: 'octo', urls: 'x'.repeat(1_500) };
    const others = Array.from({ length: 999 }, (_, index) =>
      asset(100 + index, `other-${index}.hvt`, { uploader }),
    );
    const body = 'é'.repeat(125_000);
    gitHub.json(`${releases}/latest`, { ...release('v2', [...others, dns]), body });
    const { digest } = await world.resolve(source());
    assert.equal(digest, imageDigest);
  });

  it('is of one of the newest releases, of fewer where they are too long to be told at once', async () => {
    const pages: string[] = [];
    gitHub.answers.set(releases, ({ url }, response) => {
      const count = Number(new URL(url ?? '', gitHub.url).searchParams.get('per_page'));
      pages.push(`${count}`);
      const notes = 'x'.repeat(900_000);
      const list = Array.from({ length: count }, (_, index) => ({
        ...{ ...release(`v${9 - index}`, [dns]), body: notes },
      }));
      const link = `<${gitHub.at(`${releases}?page=2`)}>; rel="next"`;
      response.writeHead(200, { link }).end(JSON.stringify(list));
    });
    const { signal } = new AbortController();
    const listed = await world.sources.list(
      (catalog, context) => catalog.releases(repository, context),
      ...([alice, signal] as const),
    );
    assert.deepEqual(
      listed.choices.map(({ tag }) => tag),
      ['v9', 'v8', 'v7'],
    );
    assert.equal(listed.hasMore, true);
    assert.deepEqual(pages, ['10', '3']);
  });

  it('is that of the latest release, with all that is said of it', async () => {
    gitHub.json(`${releases}/latest`, release('v2', [asset(11, 'notes.txt'), dns]), {
      ...{ 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '4998' },
      'x-ratelimit-reset': '1767229200',
    });
    assert.deepEqual(await world.resolve(source()), {
      pinned: {
        ...{ kind: 'github', repository, tag: 'v2', asset: 'dns.hvt', pattern: 'dns.hvt' },
        ...{ assetId: 12, signatureId: null, sha256: imageDigest },
        publishedAt: '2026-01-02T00:00:00Z',
      },
      version: 'v2',
      digest: imageDigest,
      size: image.length,
      page: `https://github.com/${repository}/releases/tag/v2`,
      limits: { limit: 5000, remaining: 4998, resetsAt: '2026-01-01T01:00:00.000Z' },
    });
  });

  it('is fetched with the token, which no other host is shown', async () => {
    gitHub.json(`${releases}/tags/v1%2Fbeta`, release('v1/beta', [dns]));
    await using fetched = await world.fetch(source({ tag: 'v1/beta' }));
    assert.equal(fetched.digest, imageDigest);
    assert.equal(gitHub.asked.length, 2);
    for (const { method, headers } of gitHub.asked) {
      assert.equal(method, 'GET');
      assert.equal(headers.authorization, `Bearer ${token}`);
    }
    assert.equal(gitHub.asked[1]?.headers.accept, 'application/octet-stream');
    assert.equal(storage.asked.length, 1);
    assert.ok(!JSON.stringify(storage.asked).includes(token));
  });

  it('is fetched without a token where there is none', async () => {
    secret = null;
    gitHub.json(`${releases}/latest`, release('v2', [dns]));
    await using _fetched = await world.fetch(source());
    assert.ok(gitHub.asked.every(({ headers }) => headers.authorization === undefined));
  });

  it('is found by a pattern that fits it alone', async () => {
    const assets = [dns, asset(13, 'dns.hvt.minisig'), asset(14, 'dns.spt')];
    gitHub.json(`${releases}/latest`, release('v2', assets));
    const { pinned } = await world.resolve(source({ asset: 'd*.hvt*' }));
    assert.equal(Object(pinned).assetId, 12);
    assert.equal(Object(pinned).signatureId, 13);
    await world.refuses(source({ asset: 'dns.*' }), 'source-ambiguous', /dns\.hvt, .*dns\.spt/);
    await world.refuses(source({ asset: 'web*' }), 'source-not-found', /it has dns\.hvt/);
  });

  it('is not one that is still being uploaded', async () => {
    gitHub.json(`${releases}/latest`, release('v2', [{ ...dns, state: 'open' }]));
    await world.refuses(source(), 'source-not-found', /it has none/);
  });

  it('is not there', async () => {
    await world.refuses(
      source(),
      'source-not-found',
      /no repository octo\/dns with a latest release/,
    );
    await world.refuses(source({ tag: 'v9' }), 'source-not-found', /a release v9/);
  });

  it('is in a repository that has another name by now', async () => {
    gitHub.redirect(`${releases}/latest`, '/repositories/99/releases/latest', 301);
    gitHub.json('/repositories/99/releases/latest', release('v2', [dns]));
    const { version } = await world.resolve(source());
    assert.equal(version, 'v2');
  });

  it('is gone between the look and the fetch', async () => {
    gitHub.json(`${releases}/latest`, release('v2', [asset(15, 'dns.hvt')]));
    await world.refuses(source(), 'source-moved', /no longer has the asset/);
  });

  it('is refused where it is not what GitHub says', async () => {
    gitHub.json(`${releases}/latest`, release('v2', [dns]));
    storage.file('/signed', Buffer.concat([image, Buffer.from('more')]));
    await world.refuses(source(), 'source-digest-wrong');
  });

  it('is not fetched again while it is kept, which its digest or its id tells', async () => {
    for (const each of [dns, asset(12, 'dns.hvt')]) {
      gitHub.json(`${releases}/latest`, release('v2', [each]));
      await world.keep(await world.fetch(source()));
      storage.asked.length = 0;
      assert.equal((await world.fetch(source())).digest, imageDigest);
      assert.equal(storage.asked.length, 0);
      world.kept.clear();
    }
  });

  for (const [what, status, headers, body, until] of [
    ['primary', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1767225630' }, {}, 30],
    ['primary', 429, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1767225630' }, {}, 30],
    ['secondary', 403, { 'retry-after': '45' }, {}, 45],
    ['secondary', 403, {}, { message: 'You have exceeded a secondary rate limit.' }, 60],
    ['secondary', 429, { 'retry-after': 'Thu, 01 Jan 2026 00:02:00 GMT' }, {}, 120],
  ] as const) {
    it(`says when a limit ends [${what} ${status} ${until} s]`, async () => {
      gitHub.json(`${releases}/latest`, body, headers, status);
      const problem = await world.refuses(source(), 'source-limited', /^GitHub accepts no more/);
      assert.ok(problem instanceof Problem);
      assert.deepEqual(problem.headers, { 'Retry-After': `${until}` });
      const resetsAt = new Date(Date.parse('2026-01-01T00:00:00Z') + until * 1000).toISOString();
      assert.deepEqual(problem.facts, { resetsAt });
    });
  }

  for (const status of [401, 403]) {
    it(`says that a token is refused [${status}]`, async () => {
      gitHub.json(`${releases}/latest`, { message: 'Bad credentials' }, {}, status);
      const problem = await world.refuses(
        source(),
        'source-credential-refused',
        /rejected the saved token/,
      );
      assert.ok(!`${problem}`.includes(token));
      secret = null;
      await world.refuses(source(), 'source-credential-refused', /requires a token/);
    });
  }

  it('says that GitHub answers something else', async () => {
    gitHub.json(`${releases}/latest`, { id: 'seven' });
    await world.refuses(source(), 'source-nonsense');
    gitHub.json(`${releases}/latest`, {}, {}, 500);
    await world.refuses(source(), 'source-nonsense', /500/);
  });
});
