import assert from 'node:assert/strict';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { CommandWorld } from './support/command-world.ts';

describe('a name that is mistyped on the command line', () => {
  let world: CommandWorld;
  before(async () => {
    world = await CommandWorld.open();
    const image = await world.write('hello.spt', sampleImage());
    await world.expect(0, ['deploy', 'hello', image, '--settle', '0']);
    await world.expect(0, ['volumes', 'create', 'data', '--size', '2']);
  });
  after(() => world.close());

  const told = async (...words: readonly string[]) => {
    const { code, stdout, stderr } = await world.run(words);
    return [code, stdout, stderr];
  };

  it('is said to be none of the hosts, with what was probably meant', async () => {
    const near = [1, '', 'There is no host oen. Did you mean one?\n'];
    assert.deepEqual(await told('list', '--host', 'oen'), near);
    assert.deepEqual(await told('volumes', 'list', '--host', 'oen'), near);
    const far = [1, '', 'There is no host elsewhere. There are one.\n'];
    assert.deepEqual(await told('list', '--host', 'elsewhere'), far);
    assert.match(await world.expect(0, ['list', '--host', 'ONE']), /^one +hello /m);
    assert.match(await world.expect(0, ['volumes', 'ls', '--host', 'one']), /^one +data /m);
  });

  it('is an empty list where nothing else is wrong, or the token may not tell', async () => {
    assert.deepEqual(await told('list', '--host', 'one', '--name', 'x'), [
      0,
      'There are no unikernels.\n',
      '',
    ]);
    const { url, administrator } = world.server;
    const FULMAR_TOKEN = await administrator.makeToken(url, ['unikernels:read']);
    const environment = { FULMAR_TOKEN };
    const unable = await world.expect(0, ['list', '--host', 'oen'], { environment });
    assert.equal(unable, 'There are no unikernels.\n');
  });

  it('is said to be no unikernel and no volume, with what was probably meant', async () => {
    assert.deepEqual(await told('show', 'hlelo'), [
      1,
      '',
      'There is no unikernel hlelo: `fulmar list` shows those that are. Did you mean hello?\n',
    ]);
    assert.deepEqual(await told('volumes', 'delete', 'dat', '--yes'), [
      1,
      '',
      'There is no volume dat: see `fulmar volumes list`. Did you mean data?\n',
    ]);
    assert.match(`${await told('show', 'other')}`, /shows those that are\.\n$/);
  });
});

describe('a size on the command line', () => {
  let world: CommandWorld;
  before(async () => {
    world = await CommandWorld.open();
  });
  after(() => world.close());

  for (const [text, size] of [
    ['3', 3],
    ['4M', 4],
    ['5MiB', 5],
    ['1G', 1024],
    ['0.5gib', 512],
    ['1.5 GiB', 1536],
  ] as const) {
    it(`is ${size} MiB as ${text}`, async () => {
      const words = ['volumes', 'create', `v${size}`, '--size', text];
      assert.equal(await world.expect(0, words), `Created one/v${size}, ${size} MiB.\n`);
      await world.expect(0, ['volumes', 'delete', `v${size}`, '--yes']);
    });
  }

  for (const text of ['0', '0.3', '-1', '64K', '1GB', 'much', '']) {
    it(`is refused as ${text}, with what would be one`, async () => {
      const { code, stderr } = await world.run(['volumes', 'create', 'v', `--size=${text}`]);
      assert.equal(code, 1);
      assert.match(stderr, /It must be a whole number of MiB, or a size as 512M or 2GiB, 1 MiB or/);
    });
  }

  it('is what a policy and a deployment take, too', async () => {
    const limits = ['--unikernels', '5', '--memory', '1G', '--storage', '2GiB'];
    const set = await world.expect(0, ['policies', 'set', 'alice', '--host', 'one', ...limits]);
    assert.match(set, /^alice +5 +1024 +2048 /m);
    const image = await world.write('hello.spt', sampleImage());
    await world.expect(0, ['deploy', 'hello', image, '--settle', '0', '--memory', '128M']);
    assert.match(await world.expect(0, ['list']), / 128 MiB /);
  });
});
