import assert from 'node:assert/strict';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { until } from '../server/support/until.ts';
import { CommandWorld } from './support/command-world.ts';

const project = `
host: one
volumes:
  data: { size: 2 }
unikernels:
  job:
    image: job.spt
    arguments: [--emulator-exit=0]
    failBehaviour: quit
    settle: 0
  task:
    image: job.spt
    arguments: [--emulator-exit=0]
    failBehaviour: { restart: [3] }
    settle: 0
`;

describe('fulmar apply, by how things do', () => {
  let world: CommandWorld;
  let file: string;
  before(async () => {
    world = await CommandWorld.open();
    await world.write('job.spt', sampleImage());
    file = await world.write('fulmar.yaml', project);
    await world.expect(0, ['apply', '-f', file]);
  });
  after(() => world?.close());

  const stateOf = async (name: string) =>
    `${Reflect.get(Object(await world.json(['show', `one/${name}`])), 'state')}`;

  it('does not start again what has done its work', async () => {
    await until(async () => (await stateOf('job')) === 'completed');
    await until(async () => (await stateOf('task')) === 'exited');
    const told = await world.expect(0, ['apply', '-f', file]);
    assert.match(told, /^= unikernel one\/job: as it is\n= unikernel one\/task: as it is$/m);
    assert.equal(await stateOf('job'), 'completed');
  });

  it('refuses all that is on a host that does not answer, volumes included', async () => {
    await world.server.emulator.stop();
    try {
      // For a moment its lists show what was read last.
      await until(async () => {
        const { state } = Object((await world.server.ask('/hosts/one')).json);
        return state === 'degraded';
      });
      const { code, stdout, stderr } = await world.run(['apply', '-f', file]);
      assert.equal(code, 1);
      assert.match(stdout, /^! one\/data: refused\. /m);
      assert.ok(!stdout.includes('create'), stdout);
      assert.match(stderr, /fulmar\.yaml:4: data: .*\n.*fulmar\.yaml:6: job: .*\n.*: task: /);
      const volume = await world.run(['volumes', 'delete', 'data', '--yes']);
      assert.match(volume.stderr, /^one: .*Write HOST\/data\.$/m);
    } finally {
      await world.server.emulator.start();
    }
  });
});
