import assert from 'node:assert/strict';
import { parseName } from '../../src/albatross/names.ts';
import { KeptImage } from '../../src/storage/kept-images/entity.ts';
import { tokenActor } from '../support/actors.ts';
import { startElsewhere } from './elsewhere.ts';
import { UnikernelWorld, until } from './unikernel-world.ts';

const hello = '/hosts/one/unikernels/hello';

describe('a unikernel of another client that is managed from now on', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    world = await UnikernelWorld.open({ actors, observed: true });
  });
  afterEach(() => world.close());

  it('has its image copied from its host, so that it can be started when it has ended', async () => {
    await startElsewhere(world, 'alice:hello');
    await until(async () => (await world.running.registry.all()).length === 1);
    const managed = await world.ask(hello, { method: 'PATCH', json: { managed: true } });
    assert.equal(managed.status, 200, managed.text);
    await until(async () => (await world.database.em().count(KeptImage)) === 1);
    world.emulator.host.unikernels.kill(parseName('alice:hello'));
    const started = await world.ask(`${hello}/start`, { method: 'POST' });
    assert.equal(started.status, 200, started.text);
  });
});
