import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { alice, image, imageDigest, SourceWorld, sha256 } from './source-world.ts';
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

  it('has its server’s name looked up in the share of the account that fetches', async () => {
    const asked: string[] = [];
    await using elsewhere = await SourceWorld.open({
      download: {
        async findAddresses(name, _options, asker) {
          asked.push(`${name} ${asker?.account}`);
          return [];
        },
      },
    });
    const source = { ...at('/app.hvt'), url: 'https://images.example.org/app.hvt' };
    await assert.rejects(elsewhere.fetch(source, { accountId: '1', account: 'bob' }));
    const image = { kind: 'oci', reference: 'registry.example.org/app:1' };
    await assert.rejects(elsewhere.fetch(image, { accountId: '1', account: 'bob' }));
    assert.deepEqual(asked, ['images.example.org bob', 'registry.example.org bob']);
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
    await world.keep(await world.fetch(at('/app.hvt')));
    assert.equal(await world.fetch(at('/app.hvt')), world.kept.get(imageDigest));
    assert.equal(server.count('/app.hvt'), 1);
    await world.expectNothing();
    world.kept.clear(); // which nobody holds who got it
    await (await world.fetch(at('/app.hvt'))).discard();
    assert.equal(server.count('/app.hvt'), 2);
  });

  it('is not fetched again while it is kept, though what it was fetched for has failed', async () => {
    await using strict = await SourceWorld.open({ isOwn: async () => false });
    server.file('/app.hvt', image);
    await strict.keep(await strict.fetch(at('/app.hvt')));
    assert.equal((await strict.fetch(at('/app.hvt'))).digest, imageDigest);
    assert.equal(server.count('/app.hvt'), 1);
    // Another one may have the name of the account by now.
    const another = { ...alice, accountId: 'another' };
    await (await strict.fetch(at('/app.hvt'), another)).discard();
    assert.equal(server.count('/app.hvt'), 2);
  });

  describe('that several want at once', () => {
    /** How many ask for it; each is given it when that resolves. */
    let asking: number;
    let give: PromiseWithResolvers<void>;
    beforeEach(() => {
      asking = 0;
      give = Promise.withResolvers();
      server.answers.set('/app.hvt', (_, response) => {
        asking += 1;
        response.on('close', () => {
          asking -= 1;
        });
        response.writeHead(200, { 'content-length': `${image.length}` });
        response.write(image.subarray(0, 100));
        void give.promise.then(() => response.end(image.subarray(100)));
      });
    });
    const until = async (count: number) => {
      while (asking !== count) await setImmediate();
    };

    it('is fetched once, and stays until the last has discarded it', async () => {
      const both = [world.fetch(at('/app.hvt')), world.fetch(at('/app.hvt'))];
      await until(1);
      give.resolve();
      const [one, other] = await Promise.all(both);
      await one?.discard();
      await one?.discard();
      assert.ok(other);
      assert.ok((await buffer(other.open())).equals(image));
      const later = await world.fetch(at('/app.hvt'));
      await other.discard();
      assert.ok((await buffer(later.open())).equals(image));
      assert.equal(server.count('/app.hvt'), 1);
      await later.discard();
      await world.expectNothing();
    });

    it('goes on while one of them waits, and ends with the last', async () => {
      const [first, second] = [new AbortController(), new AbortController()];
      const one = world.fetch(at('/app.hvt'), alice, first.signal);
      const other = world.fetch(at('/app.hvt'), alice, second.signal);
      await until(1);
      first.abort(new Error('one left'));
      await assert.rejects(one, /one left/);
      assert.equal(asking, 1);
      second.abort(new Error('both left'));
      await assert.rejects(other, /both left/);
      await until(0);
      await world.expectNothing();
      give.resolve();
      await (await world.fetch(at('/app.hvt'))).discard();
    });

    it('is fetched again by the next where it has failed', async () => {
      server.file('/app.hvt', Buffer.from('no image'));
      const attempt = () => world.refuses(at('/app.hvt'), 'source-digest-wrong');
      await Promise.all([attempt(), attempt()]);
      assert.equal(server.count('/app.hvt'), 1);
      server.file('/app.hvt', image);
      await (await world.fetch(at('/app.hvt'))).discard();
    });

    it('is fetched for each account, and for each key that it has to be signed with', async () => {
      const others = [
        { accountId: 'bob', account: 'bob' },
        { accountId: 'another', account: 'alice' },
      ];
      const fetches = [alice, ...others].map((each) => world.fetch(at('/app.hvt'), each));
      await until(3);
      give.resolve();
      for (const fetched of await Promise.all(fetches)) await fetched.discard();
    });
  });
});
