import assert from 'node:assert/strict';
import { parseLabel, parseName } from '../../src/albatross/names.ts';
import { readAnew } from '../../src/unikernels/running.ts';
import { tokenActor } from '../support/actors.ts';
import { startElsewhere } from './elsewhere.ts';
import { UnikernelWorld, until } from './unikernel-world.ts';

describe('what runs, as of now', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    world = await UnikernelWorld.open({ actors: { alice: tokenActor(['unikernels:write']) } });
  });
  afterEach(() => world.close());

  it('is not what was read before another client has started it, though that is under way', async () => {
    const host = world.running.hosts.get('one');
    assert.ok(host);
    const held = world.emulator.faults.add(
      { kind: 'hold-reply' },
      { command: 'unikernel-info', times: 1 },
    );
    const before = host.unikernels();
    await until(() => held.waiting > 0);
    await startElsewhere(world, 'alice:hello');
    const [alice, label] = [parseLabel('alice'), parseLabel('hello')];
    const key = { host: host.name, domain: alice, name: label };
    const sought = { host, key, name: parseName('alice:hello') };
    const shown = await readAnew(sought);
    held.release();
    assert.deepEqual(await before, []);
    assert.notEqual(shown.current, null);
  });
});
