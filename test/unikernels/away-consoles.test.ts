import assert from 'node:assert/strict';
import type { CommandType } from '../../src/albatross/commands.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { tokenActor } from '../support/actors.ts';
import { KeptUnikernel, name } from './keeper/kept-unikernel.ts';
import { UnikernelWorld, until } from './unikernel-world.ts';

/** What a host answers whose daemon of consoles is away. */
const away = { kind: 'failure', words: "couldn't reach service" } as const;

describe('a host whose consoles are away', () => {
  let world: UnikernelWorld;
  let kept: KeptUnikernel;
  beforeEach(async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    world = await UnikernelWorld.open({ actors, observed: true });
    kept = new KeptUnikernel(world);
  });
  afterEach(() => world.close());

  const health = () => {
    const host = world.running.hosts.get('one');
    assert.ok(host);
    return host.health;
  };

  const reading: readonly CommandType[] = ['console-list-inactive', 'console-subscribe'];
  for (const command of reading) {
    it(`is well but for them, whatever ends there [${command}]`, async () => {
      await kept.keep({}, sampleImage({ target: 'hvt' }));
      world.emulator.faults.add(away, { command });
      const before = world.seen(command);
      const { commands } = health().parts;
      world.emulator.host.unikernels.kill(name);
      await until(() => {
        world.pass(0.02); // and it is read again
        return world.seen(command) > before + 3;
      });
      const { parts, errors } = health();
      assert.deepEqual(parts.commands, commands, 'all the time');
      assert.match(
        `${errors.at(-1)?.message}`,
        /couldn't reach service\): check that albatross-console is running/,
      );
      assert.equal((await kept.show()).state, 'exited');
    });
  }
});
