import assert from 'node:assert/strict';
import { parseName } from '../../src/albatross/names.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { SigningKeyPair } from '../sources/minisign.ts';
import { CommandWorld } from './support/command-world.ts';

const content = sampleImage();
const next = sampleImage({ filler: 'next' });
const pair = new SigningKeyPair('the key!');

describe('the signatures of images that fulmar sends', () => {
  let world: CommandWorld;
  before(async () => {
    world = await CommandWorld.open(['unikernels:write', 'hosts:read']);
    const currentPassword = world.server.administrator.password;
    const json = { signingKey: pair.publicKey, currentPassword };
    await world.server.expect(200, '/account', { method: 'PATCH', json });
  });
  after(() => world.close());

  const memory = (name: string) =>
    world.server.emulator.host.running.get(parseName(`alice:${name}`))?.config.memory;
  const digest = (name: string) =>
    world.server.emulator.host.running.get(parseName(`alice:${name}`))?.digest.toString('hex');

  it('are what lies beside the image', async () => {
    const image = await world.write('web.hvt', content);
    const words = ['deploy', 'web', image, '--settle', '0'];
    const refused = await world.run(words);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /signed/);
    await world.write('web.hvt.minisig', pair.sign(content));
    await world.expect(0, [...words, '--dry-run']);
    await world.expect(0, words);
    assert.equal(memory('web'), 32);
  });

  it('are what an option names, for an image or a source', async () => {
    const image = await world.write('named.hvt', content);
    const signature = await world.write('elsewhere.minisig', pair.sign(content));
    const words = ['deploy', 'named', '--settle', '0', '--signature', signature];
    await world.expect(0, [...words, image]);
    const source = JSON.stringify({ kind: 'release', unikernel: 'named', release: 1 });
    await world.expect(0, [...words, '--source', source, '--memory', '48']);
    assert.equal(memory('named'), 48);
    const missing = await world.run([...words, image, '--signature', 'none.minisig']);
    assert.match(missing.stderr, /none\.minisig: there is no such file/);
    const nothing = await world.run(['deploy', 'named', '--signature', signature]);
    assert.match(nothing.stderr, /neither an image nor a source/);
  });

  it('are what a project file names, or what lies beside its image', async () => {
    await world.write('first.hvt', content);
    await world.write('first.hvt.minisig', pair.sign(content));
    await world.write('second.hvt', next);
    await world.write('other.minisig', pair.sign(next));
    const file = await world.write(
      'fulmar.yaml',
      `
host: one
unikernels:
  first: { image: first.hvt, settle: 0 }
  second: { image: second.hvt, signature: other.minisig, settle: 0 }
`,
    );
    await world.expect(0, ['apply', '-f', file]);
    assert.match(await world.expect(0, ['diff', '-f', file]), /second: as it is/);
    assert.ok(digest('first') && digest('second'));
    await world.expect(0, ['deploy', 'second', '-f', file]);
  });
});

describe('fulmar deploy --source', () => {
  let world: CommandWorld;
  before(async () => {
    world = await CommandWorld.open(['unikernels:write', 'hosts:read']);
  });
  after(() => world.close());

  it('deploys what the server fetches, and says what is no source', async () => {
    const image = await world.write('web.hvt', content);
    await world.expect(0, ['deploy', 'web', image, '--settle', '0']);
    const source = JSON.stringify({ kind: 'release', unikernel: 'web', release: 1 });
    const words = ['deploy', 'copy', '--source', source, '--settle', '0', '--keep-checks'];
    assert.match(await world.expect(0, words), /^✓ image +A kept release: one\/web 1/m);
    const both = await world.run([...words, image]);
    assert.match(both.stderr, /Name an image or a source, not both/);
    for (const text of ['web', '{"kind": "ftp"}', '{"kind": "oci"}']) {
      const { code, stderr } = await world.run(['deploy', 'copy', '--source', text]);
      assert.notEqual(code, 0);
      assert.match(stderr, /the kinds are github, oci, builder, https and release/);
    }
    const inFile = await world.run(['deploy', '--source', source]);
    assert.match(inFile.stderr, /Say in the file what is to be deployed/);
  });
});
