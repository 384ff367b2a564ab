import assert from 'node:assert/strict';
import { CommandWorld } from './support/command-world.ts';

describe('what a command does with a host', () => {
  let world: CommandWorld;
  before(async () => {
    world = await CommandWorld.open();
  });
  after(() => world.close());

  it('renames it only where that is confirmed, and says before what goes along', async () => {
    const unsure = await world.run(['hosts', 'rename', 'one', 'two']);
    assert.equal(unsure.code, 1);
    assert.match(unsure.stderr, /^Along with one go: policies \(1\)\.\n/);
    assert.match(unsure.stderr, /--yes/);
    const printed = await world.expect(0, ['hosts', 'rename', '--yes', 'one', 'two']);
    assert.equal(printed, 'one is two now.\n');
    assert.match(await world.expect(0, ['hosts', 'ls']), /^two /m);
  });

  it('removes it only where that is confirmed, and says before what ends', async () => {
    const unsure = await world.run(['hosts', 'rm', 'two']);
    assert.equal(unsure.code, 1);
    assert.match(unsure.stderr, /^What ends with two: policies \(1\)\.\n/);
    await world.expect(0, ['hosts', 'rm', '--yes', 'two']);
    assert.deepEqual(await world.json(['hosts', 'ls']), []);
  });
});
