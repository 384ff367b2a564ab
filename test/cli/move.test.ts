import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { CommandWorld } from './support/command-world.ts';

describe('a unikernel that a command moves', function () {
  this.timeout(120_000);
  let world: CommandWorld;
  let other: Emulator;
  before(async () => {
    world = await CommandWorld.open(['unikernels:write']);
    const { server } = world;
    other = await startEmulator({ folder: join(server.folder, 'other') });
    await server.administrator.addHost(server.url, 'two', other);
    const image = await world.write('hello.spt', sampleImage());
    await world.expect(0, ['deploy', 'one/hello', image, '--settle', '0']);
  });
  after(async () => {
    await world?.close();
    await other?.close();
  });

  it('runs on the other host, and not on the former one any more', async () => {
    const printed = await world.expect(0, ['move', 'hello', '--to', 'two', '--settle', '0']);
    assert.match(printed, /Moved one\/hello to two\.\n$/);
    assert.equal(world.server.emulator.host.running.size, 0);
    assert.equal(other.host.running.size, 1);
  });

  it('is not moved to a host that there is not', async () => {
    const refused = await world.run(['move', 'hello', '--to', 'three']);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /There is no host three/);
  });
});
