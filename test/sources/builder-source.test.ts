import assert from 'node:assert/strict';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { BuilderStandIn } from './builder-stand-in.ts';
import { alice, image, imageDigest, SourceWorld, sha256 } from './source-world.ts';

const [first, second, third, fourth] = [1, 2, 3, 4].map(
  (number) => `0a1b2c3d-0000-4000-8000-00000000000${number}`,
);
const newer = sampleImage({ devices: [] });
const binary = (content: Buffer) => ({ name: 'dns.hvt', content, sha256: sha256(content) });
const build = (uuid = '', content: Buffer | null = image, platform = 'debian-12') => ({
  ...{ uuid, platform, start: '2026-07-14T08:00:00-00:00' },
  binary: content && binary(content),
});

describe('a build of the builder', () => {
  let builder: BuilderStandIn;
  let world: SourceWorld;
  before(async () => {
    builder = await BuilderStandIn.start();
  });
  after(() => builder.server[Symbol.asyncDispose]());
  beforeEach(async () => {
    builder.server.reset();
    builder.builds.length = 0;
    builder.doubleLength = false;
    builder.untagged = false;
    world = await SourceWorld.open({ builder: builder.server.url });
  });
  afterEach(() => world[Symbol.asyncDispose]());

  const source = (members: object = {}) => ({ kind: 'builder', job: builder.job, ...members });

  it('is the latest, with its digest', async () => {
    builder.builds.push(build(first), build(second, newer), build(third, null));
    assert.deepEqual(await world.resolve(source()), {
      pinned: {
        ...{ kind: 'builder', job: builder.job, build: second, platform: 'debian-12' },
        sha256: sha256(newer),
      },
      version: '2026-07-14 0a1b2c3d',
      ...{ digest: sha256(newer), size: newer.length, limits: null },
      page: builder.server.at(`/job/${builder.job}/build/${second}`),
    });
  });

  for (const doubleLength of [false, true]) {
    it(`is fetched [its length said ${doubleLength ? 'twice' : 'once'}]`, async () => {
      builder.doubleLength = doubleLength;
      builder.builds.push(build(first));
      await using fetched = await world.fetch(source({ build: first?.toUpperCase() }));
      assert.equal(fetched.digest, imageDigest);
    });
  }

  it('is the latest for a platform', async () => {
    builder.builds.push(build(first), build(second, newer, 'freebsd-14'));
    const { pinned } = await world.resolve(source({ platform: 'debian-12' }));
    assert.equal(Object(pinned).build, first);
    await world.refuses(source({ platform: 'plan-9' }), 'source-not-found', /for plan-9/);
    const named = { build: pinned.kind === 'builder' ? pinned.build : '', platform: 'debian-12' };
    assert.deepEqual((await world.resolve(source(named))).pinned, pinned);
  });

  it('is not there, or made no binary', async () => {
    builder.builds.push(build(first, null));
    await world.refuses(source(), 'source-not-found', /no job dns-resolver with a build that/);
    await world.refuses(source({ job: 'other', build: first }), 'source-not-found', /no job other/);
    await world.refuses(source({ build: second }), 'source-not-found', /build 0a1b2c3d/);
    await world.refuses(source({ build: first }), 'source-unsuitable', /produced no binary/);
  });

  it('is looked for once among what the account has had', async () => {
    builder.builds.push(build(second), build(first));
    const asked: string[] = [];
    await using counting = await SourceWorld.open({
      builder: builder.server.url,
      imageFrom: async (account) => {
        asked.push(account);
        return null;
      },
    });
    // Of this one only the file's tag tells the digest.
    await using fetched = await counting.fetch(source({ build: second }));
    assert.equal(fetched.digest, imageDigest);
    assert.deepEqual(asked, ['alice']);
  });

  it('is of a job that has made too many to be told', async () => {
    builder.builds.push(build(first));
    const path = `/job/${builder.job}`;
    builder.server.file(path, Buffer.alloc(1024 * 1024 + 1, ' '));
    const { digest } = await world.resolve(source());
    assert.equal(digest, null);
    await using fetched = await world.fetch(source());
    assert.equal(fetched.digest, imageDigest, 'which the file’s tag has told');
    const day = { filename: 'dns.hvt', sha256: 'ab'.repeat(32), size: 5_000_000 };
    const builds = Array.from({ length: 4_000 }, () => ({ uuid: third, main_binary: day }));
    builds.push({ uuid: first, main_binary: { ...day, sha256: imageDigest } });
    builder.server.json(path, { builds });
    assert.equal((await world.resolve(source())).digest, imageDigest);
  });

  it('is gone between the look and the fetch', async () => {
    builder.builds.push(build(first));
    const resolved = await world.resolve(source());
    builder.builds.length = 0;
    const attempt = world.sources.fetch(resolved, alice, new AbortController().signal);
    await assert.rejects(attempt, { code: 'source-moved' });
  });

  it('is refused where it is not what its tag says', async () => {
    builder.builds.push(build(second), build(first));
    // That of an earlier build that is repeated is told by the file's tag alone.
    const { digest } = await world.resolve(source({ build: second }));
    assert.equal(digest, null);
    const [lying] = builder.builds;
    assert.ok(lying?.binary);
    builder.builds[0] = { ...lying, binary: { ...lying.binary, sha256: '0'.repeat(64) } };
    await world.refuses(source({ build: second }), 'source-digest-wrong');
  });

  it('is not fetched again while it is kept, which its tag may tell', async () => {
    builder.builds.push(build(second), build(first));
    await world.keep(await world.fetch(source()));
    const path = `/job/${builder.job}/build/${first}/f/bin/dns.hvt`;
    assert.equal((await world.fetch(source())).digest, imageDigest);
    assert.equal(builder.server.count(path), 1);
    assert.equal((await world.fetch(source({ build: second }))).digest, imageDigest);
    await world.expectNothing();
  });

  it('is known by the digest of what it made', async () => {
    builder.builds.push(build(first));
    const find = (digest: string) =>
      world.sources.findByDigest(digest, new AbortController().signal);
    const found = await find(imageDigest);
    assert.equal(Object(found?.pinned).build, first);
    assert.equal(await find('0'.repeat(64)), null);
  });

  it('has a newer one, unless that made the same', async () => {
    builder.builds.push(build(first));
    const { pinned } = await world.resolve(source());
    assert.equal(await world.latest(pinned), null);
    builder.builds.push(build(second));
    assert.equal(await world.latest(pinned), null);
    builder.builds.push(build(third, newer, 'freebsd-14'));
    assert.equal(await world.latest(pinned), null);
    builder.builds.push(build(third, newer));
    const found = await world.latest(pinned);
    assert.equal(found?.resolved.digest, sha256(newer));
    assert.equal(found.comparison, builder.server.at(`/compare/${first}/${third}`));
  });

  it('is not said to be the newest where the job is gone', async () => {
    builder.builds.push(build(first));
    const { pinned } = await world.resolve(source());
    builder.builds.length = 0;
    await assert.rejects(world.latest(pinned), { code: 'source-not-found' });
  });

  it('has no newer one where another platform made the same since', async () => {
    builder.builds.push(build(first));
    const { pinned } = await world.resolve(source());
    // A job lists each binary with the newest build that made it, wherever that was.
    builder.builds.push(build(second), build(third, image, 'freebsd-14'));
    assert.equal(await world.latest(pinned), null);
    builder.builds.splice(1, 1, build(second, newer));
    builder.builds.push(build(fourth, newer, 'freebsd-14'));
    const found = await world.latest(pinned);
    assert.equal(found?.resolved.digest, sha256(newer));
    assert.equal(Object(found.resolved.pinned).build, second);
    builder.untagged = true;
    assert.equal(await world.latest(pinned), null, 'nothing tells what it made');
  });

  it('is none where no builder is named', async () => {
    await using unnamed = await SourceWorld.open();
    await unnamed.refuses(source(), 'source-unsuitable', /FULMAR_BUILDER_URL/);
    const none = await unnamed.sources.findByDigest(imageDigest, new AbortController().signal);
    assert.equal(none, null);
  });
});
