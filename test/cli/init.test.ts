import assert from 'node:assert/strict';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { callCommand } from './support/call-command.ts';
import { CommandWorld } from './support/command-world.ts';

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
    const image = await world.write('Hello_World.spt', sampleImage({ devices }));
    const file = join(world.home, 'fulmar.yaml');
    const words = ['init', image, '--host', 'one', '-f', file];
    const first = await callCommand(world.home, words);
    assert.equal(first.code, 0, first.stderr);
    assert.match(
      first.stdout,
      /--scope unikernels:write --scope volumes:write --host one --for 'hello-world\*'/,
    );
    const [, node] = parse(first.stdout).jobs.deploy.steps;
    assert.deepEqual(node.with, { 'node-version': 24 }); // what runners have may be too old
    assert.match(await readFile(file, 'utf8'), /^# Sizes are in MiB[^\n]*\nhost: one\n/);

    const again = await callCommand(world.home, words);
    assert.equal(again.code, 1);
    assert.match(again.stderr, /fulmar\.yaml: it is there already; --force replaces it/);

    const named = await callCommand(world.home, [...words, '--name', 'My App', '--force']);
    assert.deepEqual([named.code, named.stdout], [1, '']);
    assert.match(named.stderr, /^--name My App: it must be 1 to 63 of a-z/);
    const placed = await callCommand(world.home, ['init', image, '--host', 'One', '-f', file]);
    assert.match(placed.stderr, /^--host One: it must be/);

    const long = await world.write(`${'a'.repeat(80)}.spt`, sampleImage({ devices }));
    const elsewhere = join(world.home, 'long.yaml');
    await world.expect(0, ['init', long, '--host', 'one', '-f', elsewhere]);
    await world.expect(0, ['diff', '-f', elsewhere]);

    await appendFile(file, '    settle: 0\n');
    const applied = await world.expect(0, ['apply', '-f', file]);
    assert.match(applied, /^\+ volume one\/hello-world-storage: create, 16 MiB$/m);
  });

  it('names the file that it wrote if it is not the default one', async () => {
    const image = await world.write('other.spt', sampleImage());
    const file = join(world.home, "bob's staging.yaml");
    const { code, stdout, stderr } = await callCommand(world.home, ['init', image, '-f', file]);
    assert.equal(code, 0, stderr);
    const word = `'${file.replace("'", "'\\''")}'`; // as a shell reads it
    assert.ok(stderr.endsWith(`run \`fulmar apply -f ${word}\`.\n`), stderr);
    assert.ok(stdout.includes(` node fulmar apply -f ${word}\n`), stdout);
  });

  it('gives each block device a volume of its own, whose name is short enough', async () => {
    const long = 'd'.repeat(67);
    const devices = ['Data', 'data', long, `${long.slice(1)}x`].map((name) => ({
      name,
      type: 'block' as const,
    }));
    const image = await world.write('disks.spt', sampleImage({ devices }));
    const file = join(world.home, 'disks.yaml');
    await world.expect(0, ['init', image, '--host', 'one', '-f', file]);
    const { volumes, unikernels } = parse(await readFile(file, 'utf8'));
    const named = unikernels.disks.blockDevices.map(({ volume }: { volume: string }) => volume);
    assert.deepEqual(named.slice(0, 2), ['disks-data', 'disks-data-2']);
    assert.deepEqual(Object.keys(volumes), named);
    assert.equal(new Set(named).size, 4);
    await world.expect(0, ['diff', '-f', file]);
  });
});
