import assert from 'node:assert/strict';
import { Cancelled } from '../../cli/output/command-error.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { until } from '../server/support/until.ts';
import { CommandWorld } from './support/command-world.ts';

describe('what a command does with a unikernel', () => {
  let world: CommandWorld;
  before(async () => {
    world = await CommandWorld.open(['unikernels:write']);
    const image = await world.write('hello.spt', sampleImage());
    await world.expect(0, ['deploy', 'one/hello', image, '--settle', '0']);
  });
  after(() => world.close());

  it('stops, starts and restarts it', async () => {
    assert.match(await world.expect(0, ['stop', 'hello']), /^one\/hello is stopped\.\n$/);
    assert.match(await world.expect(0, ['start', 'hello']), /^one\/hello is (starting|running)/);
    assert.match(await world.expect(0, ['restart', 'hello']), /^one\/hello is (starting|running)/);
  });

  it('says that the server goes on where nobody waits any more', async () => {
    const { faults } = world.server.emulator;
    const held = faults.add({ kind: 'hold-reply' }, { command: 'unikernel-destroy', times: 1 });
    const interrupt = new AbortController();
    const stopped = world.run(['stop', 'one/hello'], { signal: interrupt.signal });
    await until(() => held.waiting > 0);
    interrupt.abort(new Cancelled());
    const { code, stderr } = await stopped;
    held.release();
    assert.equal(code, 2);
    assert.match(stderr, /^The server carries it out all the same: `fulmar show one\/hello` shows/);
    await until(async () => (await world.expect(0, ['show', 'one/hello'])).includes('stopped'));
    await world.expect(0, ['start', 'hello']);
  });

  it('shows its console, and follows it until Ctrl-C', async () => {
    const { emulator } = world.server;
    emulator.print('alice:hello', 'a \u001b[2Jline');
    const shown = await world.expect(0, ['logs', 'one/hello']);
    assert.match(shown, /^a line$/m);
    const interrupt = new AbortController();
    const watch = (printed: string) => {
      if (printed.includes('the next')) interrupt.abort(new Cancelled());
      else emulator.print('alice:hello', 'the next');
    };
    const words = ['logs', '-f', '-n', '1', '--json', 'one/hello'];
    const followed = await world.run(words, { signal: interrupt.signal, watch });
    assert.equal(followed.code, 2);
    const [first = ''] = followed.stdout.split('\n');
    assert.match(JSON.parse(first).timestamp, /^\d{4}-/);
  });

  it('shows what it uses', async () => {
    const printed = await world.expect(0, ['stats', 'one/hello']);
    assert.match(printed, /^\d{4}-.*Z {2}CPU .* s {2}memory .*\n$/);
  });

  it('says that what does not run uses nothing, and does not wait for it', async () => {
    const typo = await world.run(['stats', 'one/helo']);
    assert.equal(typo.code, 1);
    assert.match(typo.stderr, /helo/);
    await world.expect(0, ['stop', 'hello']);
    const stopped = await world.run(['stats', 'one/hello']);
    assert.deepEqual(
      [stopped.code, stopped.stderr],
      [1, 'one/hello does not run: it is stopped.\n'],
    );
    const interrupt = new AbortController();
    const watchErrors = (said: string) => {
      if (said.includes('Samples come')) interrupt.abort(new Cancelled());
    };
    const call = { signal: interrupt.signal, watchErrors };
    assert.equal((await world.run(['stats', '-f', 'one/hello'], call)).code, 2);
    await world.expect(0, ['start', 'hello']);
  });

  it('says that its host does not answer where it is asked what it uses', async () => {
    await world.server.emulator.stop();
    try {
      await until(async () => (await world.run(['ls'])).stdout.includes('unknown'));
      const { code, stderr } = await world.run(['stats', 'one/hello']);
      assert.deepEqual([code, stderr], [1, 'The host one does not answer.\n']);
    } finally {
      await world.server.emulator.start();
    }
  });

  it('says how to forget one that has ended', async () => {
    const image = await world.write('gone.spt', sampleImage());
    const ending = ['--settle', '0', '--arg=--emulator-exit=1'];
    await world.run(['deploy', 'one/gone', image, ...ending]);
    await until(async () => (await world.expect(0, ['show', 'gone'])).includes('exited'));
    const { code, stderr } = await world.run(['rm', '--yes', 'gone']);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^one\/gone is not running\. Use `--forget` to forget it with its releases\.\n$/,
    );
    await world.expect(0, ['rm', '--yes', '--forget', 'gone']);
  });

  it('destroys it only where that is confirmed', async () => {
    const unsure = await world.run(['rm', 'hello']);
    assert.equal(unsure.code, 1);
    assert.match(unsure.stderr, /--yes/);
    assert.match(await world.expect(0, ['rm', '--yes', 'hello']), /^Destroyed one\/hello\.\n$/);
    assert.equal((await world.run(['show', 'one/hello'])).code, 1);
  });
});
