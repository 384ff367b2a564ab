import assert from 'node:assert/strict';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { until } from '../server/support/until.ts';
import { CommandWorld } from './support/command-world.ts';

describe('lists of the command, where a host does not answer', () => {
  let world: CommandWorld;
  before(async () => {
    world = await CommandWorld.open();
    await world.expect(0, ['volumes', 'create', 'one/data', '--size', '1']);
    const image = await world.write('hello.spt', sampleImage());
    await world.expect(0, ['deploy', 'hello', image, '--settle', '0']);
    await world.server.emulator.stop();
    await until(async () => (await world.run(['volumes', 'ls'])).code === 1);
  });
  after(() => world?.close());

  for (const words of [
    ['list'],
    ['volumes', 'list'],
    ['updates'],
    ['hosts', 'list'],
    ['policies', 'list', 'one'],
  ]) {
    it(`are told, and end with 1: ${words.join(' ')}`, async () => {
      const people = await world.run(words);
      assert.equal(people.code, 1, people.stdout);
      assert.match(people.stderr, /^one: \S/);
      const program = await world.run([...words, '--json']);
      assert.deepEqual([program.code, program.stderr], [1, people.stderr]);
      JSON.parse(program.stdout);
    });
  }

  it('leave the state of a unikernel unknown, and say whom that is due to', async () => {
    const { code, stdout, stderr } = await world.run(['show', 'one/hello']);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^State +unknown/m);
    assert.equal(stderr, 'one does not answer: `fulmar hosts show one` says since when.\n');
  });

  it('do not say that there is nothing', async () => {
    const { stdout } = await world.run(['volumes', 'list']);
    assert.equal(stdout, 'There are no volumes on the hosts that answered.\n');
  });

  it('are a success with all that answers again', async () => {
    await world.server.emulator.start();
    await until(async () => (await world.run(['volumes', 'ls'])).code === 0);
    assert.match(await world.expect(0, ['volumes', 'ls']), /^one +data /m);
  });
});
