import assert from 'node:assert/strict';
import { parseName } from '../../src/albatross/names.ts';
import { KeptImage } from '../../src/storage/kept-images/entity.ts';
import { tokenActor } from '../support/actors.ts';
import { imageWith } from './deploy-form.ts';
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

  async function manage(name = 'hello', image = imageWith()): Promise<void> {
    await startElsewhere(world, `alice:${name}`, { image });
    const path = `/hosts/one/unikernels/${name}`;
    const isKnown = async () =>
      (await world.running.registry.all()).some(({ key }) => key.name === name);
    await until(isKnown);
    const managed = await world.ask(path, { method: 'PATCH', json: { managed: true } });
    assert.equal(managed.status, 200, managed.text);
  }
  const isKept = async () => (await world.database.em().count(KeptImage)) === 1;

  it('has its image copied from its host, so that it can be started when it has ended', async () => {
    await manage();
    await until(isKept);
    world.emulator.host.unikernels.kill(parseName('alice:hello'));
    const started = await world.ask(`${hello}/start`, { method: 'POST' });
    assert.equal(started.status, 200, started.text);
  });

  it('has it copied later where its host breaks off', async () => {
    const { faults } = world.emulator;
    faults.add({ kind: 'reset-reply', afterOctets: 0 }, { command: 'unikernel-get', times: 3 });
    await manage();
    await until(isKept);
    assert.equal(world.seen('unikernel-get'), 4);
  });

  it('has it not copied where its host refuses, which is not asked again', async () => {
    const { faults } = world.emulator;
    faults.add({ kind: 'failure', words: 'no' }, { command: 'unikernel-get', times: 1 });
    await manage();
    await world.untilSeen('unikernel-get');
    await manage('other', imageWith([], 'other'));
    await until(isKept);
    assert.equal(world.seen('unikernel-get'), 2);
  });
});
