import assert from 'node:assert/strict';
import { tokenActor } from '../support/actors.ts';
import { create, imageWith } from './deploy-form.ts';
import { startElsewhere } from './elsewhere.ts';
import { UnikernelWorld } from './unikernel-world.ts';

describe('a volume whose namesake is another client’s, in a nested domain', () => {
  let world: UnikernelWorld;
  before(async () => {
    const actors = { alice: tokenActor(['unikernels:write', 'volumes:write']) };
    world = await UnikernelWorld.open({ actors });
    await world.addVolume('alice:data');
    await world.addVolume('alice:below:data');
    await startElsewhere(world, 'alice:below:db', {
      image: imageWith([{ type: 'block', name: 'data' }]),
      blockDevices: [{ name: 'data', volume: null, sectorSize: null }],
    });
  });
  after(() => world.close());

  it('is free', async () => {
    const image = imageWith([{ type: 'block', name: 'data' }]);
    const made = await create(world, { name: 'web' }, image);
    assert.equal(made.status, 201, made.text);
  });
});
