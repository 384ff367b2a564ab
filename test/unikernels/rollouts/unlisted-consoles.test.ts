import assert from 'node:assert/strict';
import { parseLabel, parseName } from '../../../src/albatross/names.ts';
import { tokenActor } from '../../support/actors.ts';
import { UnikernelWorld } from '../unikernel-world.ts';
import { deploy, endsWith } from './deploy.ts';

const hello = parseName('alice:hello');
const first = { config: { arguments: endsWith(0) }, settle: 60 };

describe('the end of what starts over and over', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    world = await UnikernelWorld.open({ actors: { alice: tokenActor(['unikernels:write']) } });
  });
  afterEach(() => world.close());

  /** Whoever lists what runs comes while it does not, and whoever lists what has ended while it runs. */
  const hideFromLists = () => {
    const { commands, host } = world.emulator;
    const add = commands.add.bind(commands);
    commands.add = (about) => {
      add(about);
      if (about.type === 'unikernel-info') host.running.delete(hello);
      if (about.type === 'console-list-inactive')
        host.consoles.open([parseLabel('alice')], parseLabel('hello'), 3);
    };
  };

  it('is read where each list was asked for at a moment in which it did not show it', async () => {
    hideFromLists();
    const deployed = await deploy(world, first);
    assert.equal(deployed.status, 201, deployed.text);
    assert.match(deployed.text, /\\"failBehaviour\\": \\"quit\\"/);
    assert.ok(world.seen('console-list-inactive') > 0, 'the lists were asked');
  });

  it('is read where its host shows the console at the second request, line after line', async () => {
    const fault = { kind: 'failure', words: 'no such console' } as const;
    world.emulator.faults.add(fault, { command: 'console-subscribe', times: 1 });
    const deployed = await deploy(world, first);
    assert.equal(deployed.status, 201, deployed.text);
    assert.match(deployed.text, /\\"failBehaviour\\": \\"quit\\"/);
  });
});
