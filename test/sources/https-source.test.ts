import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { image, imageDigest, SourceWorld, sha256 } from './source-world.ts';
import { StandIn } from './stand-in.ts';

describe('a file on the web', () => {
  let server: StandIn;
  let world: SourceWorld;
  before(async () => {
    server = await StandIn.start();
  });
  after(() => server[Symbol.asyncDispose]());
  beforeEach(async () => {
    server.answers.clear();
    server.asked.length = 0;
    world = await SourceWorld.open();
  });
  afterEach(() => world[Symbol.asyncDispose]());

  const at = (path: string, digest = imageDigest) => ({
    ...{ kind: 'https', url: server.at(path), sha256: digest },
  });

  it('is pinned by what is given, without asking anybody', async () => {
    const resolved = await world.resolve(at('/app.hvt'));
    const pinned = { kind: 'https', url: server.at('/app.hvt'), sha256: imageDigest };
    assert.deepEqual(resolved.pinned, pinned);
    assert.equal(resolved.digest, imageDigest);
    assert.equal(server.asked.length, 0);
  });

  it('is fetched as an upload is received, until it is discarded', async () => {
    server.file('/app.hvt', image);
    const fetched = await world.fetch(at('/app.hvt'));
    assert.equal(fetched.digest, imageDigest);
    assert.ok((await buffer(fetched.open())).equals(image));
    await fetched.discard();
    await world.expectNothing();
  });

  for (const [encoding, compress] of [
    ['gzip', gzipSync],
    ['zstd', zstdCompressSync],
  ] as const) {
    const packed = compress(image);
    for (const [what, digest] of [
      ['file', sha256(packed)],
      ['image', imageDigest],
    ] as const) {
      it(`is inflated [${encoding}, the digest of the ${what}]`, async () => {
        server.file('/app.hvt.packed', packed);
        await using fetched = await world.fetch(at('/app.hvt.packed', digest));
        assert.equal(fetched.digest, imageDigest);
      });
    }

    it(`is refused where it is cut off inside [${encoding}]`, async () => {
      const cut = packed.subarray(0, packed.length - 5);
      server.file('/cut', cut);
      await world.refuses(at('/cut', sha256(cut)), 'source-unsuitable', new RegExp(encoding));
    });
  }

  it('is refused with another digest, whatever it is', async () => {
    server.file('/app.hvt', image);
    server.file('/page', Buffer.from('<html>'));
    const other = '0'.repeat(64);
    await world.refuses(at('/app.hvt', other), 'source-digest-wrong', new RegExp(imageDigest));
    await world.refuses(at('/page', other), 'source-digest-wrong');
  });

  it('is refused where it is no image', async () => {
    const page = Buffer.from('<html>');
    server.file('/page', page);
    await world.refuses(at('/page', sha256(page)), 'image-refused');
  });

  it('is missing', async () => {
    const asked = at('/none.hvt?key=hunter2');
    const problem = await world.refuses(
      asked,
      'source-not-found',
      /no file at http.*\/none\.hvt\.$/,
    );
    assert.doesNotMatch(JSON.stringify(problem), /hunter2/);
  });

  it('is not fetched again while it is kept', async () => {
    server.file('/app.hvt', image);
    const fetched = await world.fetch(at('/app.hvt'));
    world.kept.set(fetched.digest, fetched);
    assert.equal(await world.fetch(at('/app.hvt')), fetched);
    assert.equal(server.count('/app.hvt'), 1);
    await fetched.discard();
  });
});
