import assert from 'node:assert/strict';
import { Cancelled } from '../../cli/output/command-error.ts';
import { parseName } from '../../src/albatross/names.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { CommandWorld } from './support/command-world.ts';

describe('fulmar rollback in an emergency', function () {
  this.timeout(120_000);
  let world: CommandWorld;
  let image: string;
  before(async () => {
    world = await CommandWorld.open();
    image = await world.write('hello.spt', sampleImage());
  });
  after(() => world.close());

  const memory = (name: string) =>
    world.server.emulator.host.running.get(parseName(`alice:${name}`))?.config.memory;
  const deploy = (name: string, size: string, ...more: readonly string[]) =>
    world.expect(0, ['deploy', `one/${name}`, image, '--memory', size, '--settle', '0', ...more]);
  const back = (name: string, ...more: readonly string[]) => {
    const words = ['rollback', `one/${name}`, '1', '--settle', '0'];
    return world.run([...words, ...more]);
  };
  const now = (name: string) => world.expect(0, ['rollback', `one/${name}`, '1', '--now']);

  it('does not ask an older release for what only the newer one says', async () => {
    await deploy('checked', '32');
    await deploy('checked', '64', '--check', 'console:64 MB', '--deadline', '5');
    const kept = await back('checked', '--keep-checks');
    assert.equal(kept.code, 3, kept.stderr);
    const { code, stderr } = await back('checked');
    assert.equal(code, 0, stderr);
    assert.equal(memory('checked'), 32);
  });

  it('sends an image for another target with --force alone', async () => {
    await world.expect(0, ['deploy', 'one/other', image, '--settle', '0']);
    const other = await world.write('other.hvt', sampleImage({ target: 'hvt' }));
    await world.expect(0, ['deploy', 'one/other', other, '--settle', '0', '--force']);
    const refused = await back('other');
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /is built for spt/);
    const { code, stderr } = await back('other', '--force');
    assert.equal(code, 0, stderr);
  });

  it('starts at once with --now, whatever is locked or under maintenance', async () => {
    await deploy('locked', '32');
    await deploy('locked', '64');
    const until = new Date(Date.now() + 3600_000).toISOString();
    const json = { reason: 'Frozen.', until };
    const lock = '/hosts/one/unikernels/locked/lock';
    await world.server.expect(200, lock, { method: 'PUT', json });
    const refused = await back('locked');
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /Frozen/);
    await world.expect(0, ['hosts', 'maintenance', 'on', 'one', '--reason', 'New disks']);
    assert.equal(await now('locked'), 'one/locked now runs release 1.\n');
    assert.equal(memory('locked'), 32);
    await world.expect(0, ['hosts', 'maintenance', 'off', 'one']);
  });

  it('does not wait behind a deployment, which is to be cancelled first', async () => {
    await deploy('busy', '32');
    const told = Promise.withResolvers<void>();
    const interrupt = new AbortController();
    const watch = (printed: string) => printed.includes('✓ host') && told.resolve();
    const words = ['deploy', 'one/busy', '--memory', '64', '--settle', '600'];
    const deployment = world.run(words, { watch, signal: interrupt.signal });
    await told.promise;
    for (const option of ['--force', '--now']) {
      const refused = await world.run(['rollback', 'one/busy', '1', option]);
      assert.equal(refused.code, 1, refused.stderr);
      assert.match(refused.stderr, /is being deployed/);
    }
    interrupt.abort(new Cancelled());
    assert.equal((await deployment).code, 2);
    await now('busy');
    assert.equal(memory('busy'), 32);
  });

  it('is either watched or at once', async () => {
    for (const option of ['--settle=1', '--detach', '--keep-checks', '--force']) {
      const { code, stderr } = await world.run(['rollback', 'one/hello', '1', '--now', option]);
      assert.equal(code, 1);
      assert.match(stderr, /--now/);
    }
  });
});
