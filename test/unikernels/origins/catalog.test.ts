import assert from 'node:assert/strict';
import type { Credential } from '../../../src/sources/deps.ts';
import { BuilderStandIn } from '../../sources/builder-stand-in.ts';
import { shown } from '../../sources/source-world.ts';
import { StandIn } from '../../sources/stand-in.ts';
import { tokenActor } from '../../support/actors.ts';
import { UnikernelWorld } from '../unikernel-world.ts';

const secret = `ghp_${'a1B2'.repeat(9)}`;
const releases = '/repos/octo/dns/releases';
const at = '2026-01-02T00:00:00Z';
const time = '2026-01-02T00:00:00.000Z';

const asset = (name: string, members: object = {}) => ({ id: 1, name, size: 7, ...members });

function release(tag: string, members: object = {}) {
  const html_url = `https://github.com/octo/dns/releases/tag/${tag}`;
  return { tag_name: tag, html_url, published_at: at, draft: false, assets: [], ...members };
}

describe('what sources have to choose from', () => {
  let world: UnikernelWorld;
  let gitHub: StandIn;
  let registry: StandIn;
  let builder: BuilderStandIn;
  let credential: Credential | null;
  before(async () => {
    gitHub = await StandIn.start();
    registry = await StandIn.start();
    builder = await BuilderStandIn.start();
  });
  beforeEach(async () => {
    for (const server of [gitHub, registry]) server.reset();
    builder.builds.length = 0;
    credential = null;
    world = await UnikernelWorld.open({
      actors: {
        alice: tokenActor(['unikernels:write']),
        reader: tokenActor(['unikernels:read']),
      },
      services: {
        ...{ gitHub: gitHub.url, builder: builder.server.url },
        credentialFor: async () => credential,
      },
    });
  });
  afterEach(() => world.close());
  after(async () => {
    for (const server of [gitHub, registry, builder.server]) await server[Symbol.asyncDispose]();
  });

  const ask = async (path: string, options: object = {}) =>
    await world.ask(`/sources/${path}`, options);
  const askForTags = (name: string) =>
    ask(`oci/tags?reference=${encodeURIComponent(`${registry.url.host}/${name}`)}`);

  it('is the releases of a repository, with the assets that can be deployed', async () => {
    credential = { ...shown(secret), owner: 'server' };
    const assets = [
      ...[asset('dns.hvt'), asset('dns.hvt.minisig')],
      ...[asset('dns.spt', { state: 'open' }), asset('notes.txt', { size: 9 })],
    ];
    const answer = [
      release('v3-rc1', { prerelease: true, published_at: 'soon' }),
      release('v2', { assets }),
      release('v4', { draft: true, published_at: null }),
    ];
    gitHub.json(releases, answer, {
      ...{ 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '4998' },
      link: '<https://api.github.com/x?page=2>; rel="next", <https://api.github.com/x>; rel="last"',
    });
    const { json, text } = await ask('github/releases?repository=octo/dns');
    const page = (tag: string) => `https://github.com/octo/dns/releases/tag/${tag}`;
    assert.deepEqual(json, {
      data: [
        {
          ...{ tag: 'v3-rc1', publishedAt: null, isPrerelease: true },
          ...{ page: page('v3-rc1'), assets: [] },
        },
        {
          ...{ tag: 'v2', publishedAt: time, isPrerelease: false, page: page('v2') },
          assets: [
            { name: 'dns.hvt', sizeBytes: 7 },
            { name: 'notes.txt', sizeBytes: 9 },
          ],
        },
      ],
      hasMore: true,
      credential: 'server',
      limits: { limit: 5000, remaining: 4998, resetsAt: null },
    });
    assert.ok(!text.includes(secret));
    assert.equal(gitHub.asked[0]?.headers.authorization, `Bearer ${secret}`);
  });

  it('is refused as its source refuses it', async () => {
    const none = await ask('github/releases?repository=octo/none');
    assert.partialDeepStrictEqual(none.json, { status: 404, code: 'source-not-found' });
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1767229200' };
    gitHub.json(releases, { message: 'API rate limit exceeded' }, headers, 403);
    const limited = await ask('github/releases?repository=octo/dns');
    assert.partialDeepStrictEqual(limited.json, { status: 503, code: 'source-limited' });
    gitHub.json(releases, { message: 'odd' });
    const odd = await ask('github/releases?repository=octo/dns');
    assert.partialDeepStrictEqual(odd.json, { status: 502, code: 'source-nonsense' });
  });

  it('is the tags of a repository, whatever tag its reference has', async () => {
    const link = '</v2/team/dns/tags/list?last=v2&n=100>; rel="next"';
    registry.json('/v2/team/dns/tags/list', { name: 'team/dns', tags: ['v1', 'v2'] }, { link });
    const expected = { data: ['v1', 'v2'], hasMore: true, credential: null, limits: null };
    assert.deepEqual((await askForTags('team/dns')).json, expected);
    assert.deepEqual((await askForTags('team/dns:v9')).json, expected);
    registry.json('/v2/team/new/tags/list', { name: 'team/new', tags: null });
    assert.partialDeepStrictEqual((await askForTags('team/new')).json, { data: [] });
    const none = await askForTags('team/none');
    assert.partialDeepStrictEqual(none.json, { status: 404, code: 'source-not-found' });
  });

  it('is the jobs of the builder that build unikernels', async () => {
    const latest = (target: string) => ({ uuid: 'x', solo5_abi: { type: 'solo5.abi', target } });
    const jobs = [
      { name: 'dns', synopsis: 'Resolves names', latest: latest('hvt') },
      { name: 'web', synopsis: null, latest: latest('spt') },
      { name: 'seal', synopsis: 'For Xen', latest: latest('xen') },
      { name: 'albatross', synopsis: 'A package' },
      { name: '../etc', synopsis: null, latest: latest('hvt') },
      ...['old', 7],
    ];
    builder.server.json('/all-builds', { jobs, jobs_by_section: {} });
    assert.deepEqual((await ask('builder/jobs')).json, {
      data: [
        { name: 'dns', synopsis: 'Resolves names' },
        { name: 'web', synopsis: null },
        { name: 'old', synopsis: null },
      ],
      ...{ hasMore: false, credential: null, limits: null },
    });
  });

  it('is the builds of a job, one of each binary', async () => {
    const sha256 = 'ab'.repeat(32);
    const binary = { name: 'dns.hvt', content: Buffer.from('dns'), sha256 };
    const uuid = '00000000-0000-4000-8000-000000000001';
    const start = '2026-01-02T00:00:00-00:00';
    builder.builds.push({ uuid, platform: 'debian-12', start, binary });
    assert.deepEqual((await ask('builder/builds?job=dns-resolver')).json, {
      data: [{ uuid, platform: 'debian-12', startedAt: time, sha256, sizeBytes: 3 }],
      ...{ hasMore: false, credential: null, limits: null },
    });
    const none = await ask('builder/builds?job=none');
    assert.partialDeepStrictEqual(none.json, { status: 404, code: 'source-not-found' });
  });

  it('is for those who may deploy, and not asked for by a page of another site', async () => {
    gitHub.json(releases, [release('v1')]);
    const path = 'github/releases?repository=octo/dns';
    assert.equal((await ask(path, { token: 'reader' })).status, 403);
    const headers = { 'sec-fetch-site': 'cross-site' };
    assert.partialDeepStrictEqual((await ask(path, { headers })).json, { code: 'cross-origin' });
    assert.equal((await ask('github/releases?repository=octo')).status, 400);
    assert.equal((await ask('builder/builds?job=..')).status, 400);
    assert.equal(gitHub.asked.length, 0);
  });
});
