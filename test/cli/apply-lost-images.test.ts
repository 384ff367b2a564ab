import assert from 'node:assert/strict';
import { parseName } from '../../src/albatross/names.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { until } from '../server/support/until.ts';
import { SigningKeyPair } from '../sources/minisign.ts';
import { CommandWorld } from './support/command-world.ts';
import { forgetImages } from './support/forget-images.ts';

const project = (memory: number) => `
host: one
unikernels:
  hello:
    image: hello.spt
    memory: ${memory}
    settle: 0
`;

describe('fulmar apply and diff, where the server keeps no image', () => {
  let world: CommandWorld;
  beforeEach(async () => {
    world = await CommandWorld.open(['unikernels:write']);
    await world.write('hello.spt', sampleImage());
  });
  afterEach(() => world?.close());

  const write = (memory: number) => world.write('fulmar.yaml', project(memory));
  const running = () => world.server.emulator.host.running.get(parseName('alice:hello'));
  const untilState = (state: RegExp) =>
    until(async () => state.test(await world.expect(0, ['show', 'one/hello'])));

  it('changes what differs of one that runs', async () => {
    await world.expect(0, ['apply', '-f', await write(48)]);
    await untilState(/^State +running/m);
    await forgetImages(world);
    const same = await world.expect(0, ['diff', '-f', await write(48)]);
    assert.equal(same, '= unikernel one/hello: as it is\n');
    const dry = await world.expect(0, ['deploy', 'one/hello', '--memory', '64', '--dry-run']);
    assert.equal(dry, 'one/hello: would change memory\n');
    const applied = await world.expect(0, ['apply', '-f', await write(64)]);
    assert.match(applied, /^~ unikernel one\/hello: change memory$/m);
    assert.equal(running()?.config.memory, 64);
  });

  it('starts one that does not run, with the image of the file', async () => {
    await world.expect(0, ['apply', '-f', await write(48)]);
    await world.expect(0, ['stop', 'hello']);
    await forgetImages(world);
    const applied = await world.expect(0, ['apply', '-f', await write(48)]);
    assert.match(applied, /^~ unikernel one\/hello: change state$/m);
    assert.equal(running()?.config.memory, 48);
  });

  it('takes over one that another client has started, once', async () => {
    await world.server.emulator.host.unikernels.forceCreate(parseName('alice:hello'), {
      ...{ type: 'solo5', compressed: false, image: sampleImage(), failBehaviour: 'quit' },
      ...{ startup: null, addName: true, cpuids: [0], memory: 32, blockDevices: [] },
      ...{ networkDevices: [], arguments: [], numcpus: 1, linuxBootPartition: null },
    });
    await untilState(/^State +running/m);
    const applied = await world.expect(0, ['apply', '-f', await write(64)]);
    assert.match(applied, /^~ unikernel one\/hello: change managed/m);
    assert.equal(running()?.config.memory, 64);
    const same = await world.expect(0, ['diff', '-f', await write(64)]);
    assert.equal(same, '= unikernel one/hello: as it is\n');
  });

  it('does not send the image of one that is as it is', async () => {
    await world.expect(0, ['apply', '-f', await write(48)]);
    await untilState(/^State +running/m);
    await forgetImages(world);
    const currentPassword = world.server.administrator.password;
    const json = { signingKey: new SigningKeyPair('the key!').publicKey, currentPassword };
    await world.server.expect(200, '/account', { method: 'PATCH', json });
    // Were it sent, it would have to be signed.
    for (const command of ['diff', 'apply']) {
      const same = await world.expect(0, [command, '-f', await write(48)]);
      assert.match(same, /^= unikernel one\/hello: as it is$/m);
    }
    const changed = await world.run(['diff', '-f', await write(64)]);
    assert.match(changed.stdout + changed.stderr, /signed/);
  });
});
