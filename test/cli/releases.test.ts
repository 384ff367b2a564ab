import assert from 'node:assert/strict';
import { join } from 'node:path';
import { z } from 'zod';
import { Cancelled } from '../../cli/output/command-error.ts';
import { parseName } from '../../src/albatross/names.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { CommandWorld } from './support/command-world.ts';
import { forgetImages } from './support/forget-images.ts';

describe('releases, tokens and hosts of the command', () => {
  let world: CommandWorld;
  before(async () => {
    world = await CommandWorld.open();
    const image = await world.write('hello.spt', sampleImage());
    const deploy = ['deploy', 'one/hello', image, '--settle', '0', '--memory'];
    await world.expect(0, [...deploy, '32']);
    await world.expect(0, [...deploy, '64']);
  });
  after(() => world.close());

  const running = (name: string) =>
    world.server.emulator.host.running.get(parseName(`alice:${name}`));
  const memory = () => running('hello')?.config.memory;

  it('lists releases, and goes back to the previous one, which it names', async () => {
    const listed = await world.expect(0, ['releases', 'hello']);
    assert.match(listed, /^2 \(current\) .* memory\n1 /m);
    const { code, stdout, stderr } = await world.run(['rollback', 'hello']);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^Release 1 of \d{4}-.*, image [\da-f]{64}\.\n$/);
    assert.match(stdout, /^(✓ .*\n)+one\/hello now runs release 1\.\n$/);
    assert.equal(memory(), 32);
    const none = await world.run(['rollback', 'hello']);
    assert.equal(none.code, 1);
    assert.match(
      none.stderr,
      /^No earlier .* To go on to release 2: `fulmar rollback hello 2`\.\n$/,
    );
    await world.expect(0, ['rollback', 'hello', '2']);
    assert.equal(memory(), 64);
    assert.match((await world.run(['rollback', 'hello', '99'])).stderr, /99/);
  });

  it('ends with 3 where the release does not stay up, and starts again what ran', async () => {
    const image = join(world.home, 'hello.spt');
    const ends = ['--arg=--emulator-exit=0', '--settle', '0'];
    await world.expect(0, ['deploy', 'one/short', image, ...ends]);
    await world.expect(0, ['deploy', 'one/short', image, '--arg=--stays', '--settle', '0']);
    const { code, stderr } = await world.run(['rollback', 'short', '1', '--settle', '10']);
    assert.equal(code, 3, stderr);
    assert.match(stderr, /^one\/short: rolled back\. /m);
    const { arguments: given } = running('short')?.config ?? {};
    assert.deepEqual(given, ['--stays']);
  });

  it('is cancelled on Ctrl-C', async () => {
    const interrupt = new AbortController();
    const watch = (printed: string) => {
      if (printed.includes('✓ host')) interrupt.abort(new Cancelled());
    };
    const call = { signal: interrupt.signal, watch };
    const words = ['rollback', 'hello', '1', '--settle', '600'];
    const { code, stderr } = await world.run(words, call);
    assert.equal(code, 2, stderr);
    assert.match(stderr, /^The deployment is cancelled/m);
    await world.expect(0, ['rollback', 'hello', '2', '--settle', '0']);
  });

  it('passes over releases whose image is not kept', async () => {
    const name = ['deploy', 'one/lost', '--settle', '0'];
    for (const filler of ['a', 'b', 'c']) {
      await world.expect(0, [...name, await world.write(`${filler}.spt`, sampleImage({ filler }))]);
    }
    const releases = z
      .array(z.object({ number: z.int(), digest: z.string() }))
      .parse(await world.json(['releases', 'lost']));
    const second = releases.find(({ number }) => number === 2)?.digest ?? '';
    await forgetImages(world, second);
    const { code, stderr } = await world.run(['rollback', 'lost']);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^Skipping release 2: its image is not kept\.\nRelease 1 of /);
    await forgetImages(world);
    const none = await world.run(['rollback', 'lost']);
    assert.match(none.stderr, /No earlier release is kept/);
  });

  it('says what is newer', async () => {
    assert.match(await world.expect(0, ['updates']), /^Nothing newer is known/);
    assert.match(await world.expect(0, ['updates', 'hello']), /^Newer +nothing is known/m);
  });

  it('creates a token, which is all that it prints, and revokes it', async () => {
    const words = ['tokens', 'create', 'small', '--scope', 'unikernels:read', '--host', 'one'];
    const { code, stdout, stderr } = await world.run([...words, '--expires', '1 month']);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^fmr_\w{49}\n$/);
    assert.ok(!stderr.includes(stdout.trim()));
    const environment = { FULMAR_TOKEN: stdout.trim() };
    assert.match(await world.expect(0, ['whoami'], { environment }), /^Hosts +one$/m);
    assert.match(await world.expect(0, ['tokens', 'ls']), /^small /m);
    await world.expect(0, ['tokens', 'revoke', 'small', '--yes']);
    await world.expect(4, ['whoami'], { environment });
  });

  it('shows hosts', async () => {
    assert.match(await world.expect(0, ['hosts', 'ls']), /^one +online .* \d of 20/m);
    assert.match(await world.expect(0, ['hosts', 'show', 'one']), /^Bridges +service$/m);
  });
});
