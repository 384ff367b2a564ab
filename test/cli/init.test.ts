import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { CommandWorld } from './support/command-world.ts';
import { runCommand } from './support/run-process.ts';

describe('fulmar init', () => {
  let world: CommandWorld;
  before(async () => {
    world = await CommandWorld.open();
  });
  after(() => world.close());

  it('writes a file that can be applied, and prints a workflow and the smallest token', async () => {
    const devices = [
      { name: 'service', type: 'network' },
      { name: 'storage', type: 'block' },
    ] as const;
    await world.write('Hello_World.spt', sampleImage({ devices }));
    const { home, environment } = world;
    const words = ['init', 'Hello_World.spt', '--host', 'one'];
    const first = await runCommand(words, { home });
    assert.equal(first.code, 0, first.stderr);
    assert.match(
      first.stdout,
      /--scope unikernels:write --scope volumes:write --host one --for 'hello-world\*'/,
    );
    assert.equal(parse(first.stdout).jobs.deploy['runs-on'], 'ubuntu-latest');
    assert.match(await readFile(join(home, 'fulmar.yaml'), 'utf8'), /^# Sizes are in MiB/);

    const again = await runCommand(words, { home });
    assert.equal(again.code, 1);
    assert.match(again.stderr, /^fulmar\.yaml: it is there already/);

    const applied = await runCommand(['apply'], { home, environment });
    assert.equal(applied.code, 0, applied.stderr);
    assert.match(applied.stdout, /^\+ volume one\/hello-world-storage: create, 16 MiB$/m);
  });
});
