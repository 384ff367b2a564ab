import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { parseSigningKey, signingKeyField } from '../../src/base/signing-key.ts';
import { signatureCheck } from '../../src/sources/signatures/signature-check.ts';
import { SigningKeyPair } from './minisign.ts';
import { alice, image, imageDigest, SourceWorld, sha256 } from './source-world.ts';
import { StandIn } from './stand-in.ts';

/** Made with minisign 0.11 for this test. */
const file = Buffer.from('an image\n');
const key = `untrusted comment: minisign public key 73E6B7F384F9EEFA
RWT67vmE87fmc43rYUGcup8e9g/xg5BfLF3Bvt+Wl2FS2DfTP4yBhSjv
`;
const prehashed = `untrusted comment: signature from minisign secret key
RUT67vmE87fmcxTByHqmosyr210dn8JpnsD9/hapIKNLa9FlzCpWXOx4o+vWU4XWIL33M6uoKGluEE+aEHpDno9KjR4oiSb5ewE=
trusted comment: f of version 1
K4EGIWHF7wHbUT1+QWFrpQOkgK+ewQqcekdhz9BvC3Zhn+Y3H7YIO22FYbn7n10gvnXTlHgFz0Cdf2lvBsG3DA==
`;
const legacy = `untrusted comment: signature from minisign secret key
RWT67vmE87fmcyP3Slbst2HZByJZrg/137eXV5J9Kpm/Pm+ycU+raVCt5FL51h1NkO4N4+3lbcSUOj/g1smmNKWa6GBAVsB0ugM=
trusted comment: legacy f
GY9jvLh0k8PICHn8zMQHHUd6fib9cFpknw5hkjkPBO3zdRSXbSSuBD4GG1jPQhujLMzYkwrRUVNQWfGnQw3sCA==
`;
const otherKey = 'RWS4ZR3tkhqpjkr/6LBhCD46cPCyZPligeyk/JoazzALJFYvOkrZo+VX';

function check(signature: string, content = file, by = key): void {
  const begun = signatureCheck(by, signature);
  for (const octet of content) begun.update(Buffer.from([octet]));
  begun.verify();
}

const isWrong = (detail: RegExp) => (error: unknown) => {
  assert.equal(Object(error).code, 'signature-wrong');
  assert.match(Object(error).detail, detail);
  return true;
};

describe('a signature of minisign', () => {
  it('is of a file and a key', () => {
    check(prehashed);
    check(prehashed.replaceAll('\n', '\r\n'), file, key.split('\n')[1]);
  });

  it('is not of another file or comment', () => {
    const other = Buffer.from('an imagf\n');
    assert.throws(() => check(prehashed, other), isWrong(/does not match the file/));
    const retold = prehashed.replace(/(trusted comment: .*)\n(?=[^\n]+\n$)/, '$1!\n');
    assert.notEqual(retold, prehashed);
    assert.throws(() => check(retold), isWrong(/trusted comment .* not signed/));
  });

  it('is not of another key', () => {
    assert.throws(
      () => check(prehashed, file, otherKey),
      isWrong(/with the key 73E6B7F384F9EEFA, not 8EA91A92ED1D65B8/),
    );
  });

  it('is not of a whole file, which would have to be held in memory', () => {
    assert.throws(() => signatureCheck(key, legacy), isWrong(/legacy.*minisign -SHm/));
  });

  it('is none where a part of it is missing or malformed', () => {
    const lines = prehashed.split('\n');
    for (const each of [
      ...['', 'text', lines.slice(0, 2).join('\n'), lines.slice(1).join('\n')],
      ...[lines.slice(0, 3).join('\n'), prehashed.replace('RUT6', 'AAT6')],
      prehashed.replace('K4EG', 'K4E'),
    ]) {
      assert.throws(() => check(each), isWrong(/not a minisign signature/), each);
    }
  });

  it('is checked with nothing but a public key', () => {
    assert.equal(signingKeyField.parse(key), key);
    for (const each of [
      '',
      'RW',
      `${key}${otherKey}`,
      otherKey.slice(1),
      `RUS4${otherKey.slice(4)}`,
    ]) {
      assert.equal(parseSigningKey(each), null, each);
      assert.equal(signingKeyField.safeParse(each).success, false);
    }
  });
});

describe('an image that has to be signed', () => {
  const pair = new SigningKeyPair('the key!');
  const signer = { ...alice, signingKey: pair.publicKey };
  let server: StandIn;
  let world: SourceWorld;
  before(async () => {
    server = await StandIn.start();
  });
  after(() => server[Symbol.asyncDispose]());
  beforeEach(async () => {
    server.reset();
    server.file('/app.hvt', image);
    world = await SourceWorld.open({ gitHub: server.url });
  });
  afterEach(() => world[Symbol.asyncDispose]());

  const app = { kind: 'https', url: '', sha256: imageDigest };
  const source = () => ({ ...app, url: server.at('/app.hvt?of=1') });

  it('is fetched with its signature beside it', async () => {
    server.file('/app.hvt.minisig', pair.sign(image));
    await using fetched = await world.fetch(source(), signer);
    assert.equal(fetched.digest, imageDigest);
  });

  it('is refused with a legacy one, before it is fetched', async () => {
    server.file('/app.hvt.minisig', pair.sign(image, { legacy: true }));
    await world.refuses(source(), 'signature-wrong', /legacy/, signer);
    assert.equal(server.count('/app.hvt'), 0);
  });

  it('is refused without one, before it is fetched', async () => {
    await world.refuses(source(), 'signature-missing', /\.minisig/, signer);
    assert.equal(server.count('/app.hvt'), 0);
  });

  for (const status of [403, 410]) {
    it(`is refused without one, however the server says it [${status}]`, async () => {
      server.answers.set('/app.hvt.minisig', (_, response) => response.writeHead(status).end());
      await world.refuses(source(), 'signature-missing', /\.minisig/, signer);
    });
  }

  it('is refused with one of another file, key, or none', async () => {
    for (const [wrong, detail] of [
      [pair.sign(Buffer.from('else')), /does not match the file/],
      [new SigningKeyPair('the key!').sign(image), /trusted comment/],
      [new SigningKeyPair('another!').sign(image), /with the key/],
      [Buffer.from('<html>'), /not a minisign signature/],
      [Buffer.alloc(20_000), /larger than any/],
    ] as const) {
      server.file('/app.hvt.minisig', wrong);
      await world.refuses(source(), 'signature-wrong', detail, signer);
    }
  });

  it('is signed as it is there, compressed', async () => {
    const packed = gzipSync(image);
    server.file('/app.hvt', packed);
    server.file('/app.hvt.minisig', pair.sign(packed));
    const compressed = { ...source(), sha256: sha256(packed) };
    await world.keep(await world.fetch(compressed, signer));
    // What is kept does not tell whether the file was signed.
    await (await world.fetch(compressed, signer)).discard();
    assert.equal(server.count('/app.hvt'), 2);
  });

  it('is signed as it is there, also where its address names what it inflates to', async () => {
    const packed = gzipSync(image);
    server.file('/app.hvt', packed);
    server.file('/app.hvt.minisig', pair.sign(packed));
    await world.keep(await world.fetch(source(), signer));
    const again = await world.fetch(source(), signer);
    assert.equal(again.digest, imageDigest);
    await again.discard();
    server.file('/app.hvt.minisig', pair.sign(Buffer.from('else')));
    await assert.rejects(world.fetch(source(), signer), isWrong(/does not match the file/));
  });

  it('is checked also where it is kept', async () => {
    await world.keep(await world.fetch(source()));
    server.file('/app.hvt.minisig', pair.sign(image));
    assert.equal((await world.fetch(source(), signer)).digest, imageDigest);
    assert.equal(server.count('/app.hvt'), 1);
    server.file('/app.hvt.minisig', pair.sign(Buffer.from('else')));
    await assert.rejects(world.fetch(source(), signer), isWrong(/does not match the file/));
  });

  it('is an asset with another one beside it', async () => {
    const asset = (id: number, name: string) => ({ id, name, size: 1, state: 'uploaded' });
    server.json('/repos/octo/app/releases/latest', {
      ...{ id: 1, tag_name: 'v1', html_url: 'https://github.com/octo/app/releases/tag/v1' },
      assets: [asset(1, 'app.hvt'), asset(2, 'app.hvt.minisig')],
    });
    server.file('/repos/octo/app/releases/assets/1', image);
    server.file('/repos/octo/app/releases/assets/2', pair.sign(image));
    const onGitHub = { kind: 'github', repository: 'octo/app', asset: 'app.hvt' };
    await using fetched = await world.fetch(onGitHub, signer);
    assert.equal(fetched.digest, imageDigest);
  });
});
