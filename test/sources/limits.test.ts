import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { systemTimer } from '../../src/base/timer.ts';
import { pinnedSource } from '../../src/sources/pinned-source.ts';
import { ManualTime } from '../hosts/support/manual-time.ts';
import { alice, image, imageDigest, SourceWorld, sha256, shown } from './source-world.ts';
import { type Answer, StandIn } from './stand-in.ts';

const mebibyte = 1024 * 1024;

/** Goes on until nobody takes it any more. */
const endless =
  (first: Uint8Array | string): Answer =>
  (_, response) => {
    response.write(first);
    const more = Buffer.alloc(64 * 1024);
    const goOn = () => {
      while (response.writable && response.write(more));
    };
    response.on('drain', goOn);
    goOn();
  };

describe('what a source sends', () => {
  let server: StandIn;
  let world: SourceWorld;
  before(async () => {
    server = await StandIn.start();
  });
  after(() => server[Symbol.asyncDispose]());
  beforeEach(async () => {
    server.reset();
    world = await SourceWorld.open({ limit: mebibyte, gitHub: server.url });
  });
  afterEach(() => world[Symbol.asyncDispose]());

  const at = (path: string, digest = imageDigest) => ({
    ...{ kind: 'https', url: server.at(path), sha256: digest },
  });

  it('ends, or is broken off', async () => {
    server.answers.set('/endless', endless(image));
    await world.refuses(at('/endless'), 'too-large', /FULMAR_IMAGE_LIMIT/);
  });

  it('is not begun where it says itself that it is too large', async () => {
    server.answers.set('/large', (_, response) => {
      response.writeHead(200, { 'content-length': `${2 * mebibyte}` });
      response.flushHeaders();
    });
    await world.refuses(at('/large'), 'too-large', /larger than the 1048576 octets/);
  });

  it('is no larger than allowed when it is inflated', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * mebibyte));
    server.file('/bomb', bomb);
    await world.refuses(at('/bomb', sha256(bomb)), 'too-large');
  });

  it('is whole', async () => {
    server.answers.set('/cut', (_, response) => {
      response.writeHead(200, { 'content-length': `${image.length}` });
      response.write(image.subarray(1), () => response.destroy());
    });
    await world.refuses(at('/cut'), 'source-unreachable');
  });

  it('comes as fast as an upload has to', async () => {
    const time = new ManualTime();
    await using slow = await SourceWorld.open({
      download: { clock: time.now, timer: time.timer },
    });
    server.answers.set('/slow', (_, response) => response.write(image.subarray(0, 100)));
    const refused = slow.refuses(at('/slow'), 'source-too-slow', /sends too slowly/);
    const look = 3_000;
    await time.planned(look);
    await time.pass(120_000);
    await refused;
  });

  describe('all in all', () => {
    const time = new ManualTime();
    let timed: SourceWorld;
    let begun: PromiseWithResolvers<void>;
    beforeEach(async () => {
      timed = await SourceWorld.open({
        ...{ timer: time.timer, gitHub: server.url, builder: server.url },
      });
      begun = Promise.withResolvers();
    });
    afterEach(() => timed[Symbol.asyncDispose]());

    const hang: Answer = (_, response) => {
      response.writeHead(200).write(image.subarray(0, 100), () => begun.resolve());
    };
    const onGitHub = { kind: 'github', repository: 'octo/app', asset: 'app.hvt' };
    const isTooSlow = { code: 'source-too-slow' };
    const never = new AbortController().signal;

    it('is said within 30 s', async () => {
      server.answers.set('/repos/octo/app/releases/latest', hang);
      server.answers.set('/hash', hang);
      const pinned = { kind: 'builder', job: 'app', build: 'b', platform: null, sha256: null };
      server.answers.set('/job/app/build/latest', hang);
      for (const ask of [
        () => timed.resolve(onGitHub),
        () => timed.latest(pinnedSource.parse(pinned)),
        () => timed.sources.findByDigest(imageDigest, never),
      ]) {
        begun = Promise.withResolvers();
        const refused = assert.rejects(ask(), { ...isTooSlow, detail: /within 30 s/ });
        await begun.promise;
        await time.pass(30_000);
        await refused;
      }
    });

    it('is here within 3 minutes where it is small', async () => {
      server.answers.set('/slow', hang);
      const refused = timed.refuses(at('/slow'), 'source-too-slow', /within 180 s/);
      await begun.promise;
      await time.pass(3 * 60_000);
      await refused;
    });

    /** Comes in two halves; the second one when it is told to. */
    const inHalves =
      (content: Buffer, more: Promise<void>): Answer =>
      async (_, response) => {
        const half = content.length / 2;
        response.writeHead(200, { 'content-length': `${content.length}` });
        response.write(content.subarray(0, half), () => begun.resolve());
        await more;
        response.end(content.subarray(half));
      };

    it('has longer for what is larger, as much as came allows for', async () => {
      const large = Buffer.concat([image, Buffer.alloc(15 * mebibyte)]);
      await using roomy = await SourceWorld.open({
        ...{ timer: time.timer, limit: large.length, minRate: 16 * 1024 },
        download: { timer: systemTimer },
      });
      const more = Promise.withResolvers<void>();
      server.answers.set('/large', inHalves(large, more.promise));
      const fetching = roomy.fetch(at('/large', sha256(large)));
      await begun.promise;
      await roomy.untilSpooled(large.length / 2);
      await time.pass(10 * 60_000);
      more.resolve();
      await using fetched = await fetching;
      assert.equal(fetched.size, large.length);
    });

    it('leaves nothing planned', async () => {
      server.file('/app.hvt', image);
      await using _fetched = await timed.fetch(at('/app.hvt'));
      assert.equal(time.due.length, 0);
    });
  });

  it('is wanted no more, and nothing of it stays', async () => {
    const leaving = new AbortController();
    server.answers.set('/slow', (_, response) => {
      response.write(image.subarray(0, 100), () => leaving.abort(new Error('left')));
    });
    await assert.rejects(world.fetch(at('/slow'), alice, leaving.signal), /left/);
    await world.expectNothing();
  });

  it('is read no further than a description may be long', async () => {
    server.answers.set('/repos/octo/app/releases/latest', endless('{"id": 1, "body": "'));
    const source = { kind: 'github', repository: 'octo/app', asset: 'app.hvt' };
    await world.refuses(source, 'source-nonsense', /larger than 3072 KiB/);
  });

  for (const [what, members] of [
    ['more assets than a release has', { assets: Array(1001).fill(0) }],
    ['a tag that no database holds', { tag_name: 'v\0' }],
    ['a tag that is longer than any', { tag_name: 'v'.repeat(256) }],
    ['an asset whose name no database holds', { assets: [{ id: 1, name: 'a\0', size: 1 }] }],
  ] as const) {
    it(`is no description with ${what}`, async () => {
      const release = { tag_name: 'v1', html_url: 'https://example.org/', assets: [] };
      server.json('/repos/octo/app/releases/latest', { ...release, ...members });
      const source = { kind: 'github', repository: 'octo/app', asset: 'app.hvt' };
      await world.refuses(source, 'source-nonsense', /not as documented|unexpected/);
    });
  }

  it('is not asked for where nobody may be asked', async () => {
    for (const url of ['https://127.0.0.1/a', 'https://10.0.0.1/a']) {
      await world.refuses({ ...at('/'), url }, 'source-refused');
    }
    for (const reference of ['10.0.0.1/a', 'localhost/a', '[::1]:5000/a', '192.168.1.1:443/a']) {
      await world.refuses({ kind: 'oci', reference }, 'source-refused');
    }
  });

  it('fails without a word of the credential', async () => {
    const token = `ghp_${'s3cr'.repeat(9)}`;
    await using known = await SourceWorld.open({
      gitHub: server.url,
      credentialFor: async () => shown(token),
    });
    const source = { kind: 'github', repository: 'octo/app', asset: 'app.hvt' };
    const path = '/repos/octo/app/releases/latest';
    const failures: unknown[] = [];
    for (const status of [401, 403, 404, 429, 500]) {
      server.json(path, { message: 'no' }, {}, status);
      failures.push(await known.fetch(source).catch((error: unknown) => error));
    }
    server.answers.set(path, (_, response) => response.destroy());
    failures.push(await known.fetch(source).catch((error: unknown) => error));
    server.redirect(path, 'https://10.0.0.1/');
    failures.push(await known.fetch(source).catch((error: unknown) => error));
    assert.equal(failures.length, 7);
    const told = inspect(failures, { depth: 20, showHidden: true });
    assert.ok(!told.includes(token));
  });
});
