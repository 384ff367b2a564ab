import assert from 'node:assert/strict';
import { parseName } from '../../src/albatross/names.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { CommandWorld } from './support/command-world.ts';

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

  const memory = () =>
    world.server.emulator.host.running.get(parseName('alice:hello'))?.config.memory;

  it('lists releases, and goes back to the previous one, which it names', async () => {
    const listed = await world.expect(0, ['releases', 'hello']);
    assert.match(listed, /^2 \(current\) .* memory\n1 /m);
    const { code, stdout, stderr } = await world.run(['rollback', 'hello']);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^Release 1 of \d{4}-.*, image [\da-f]{64}\.\n$/);
    assert.match(stdout, /as release 1 was/);
    assert.equal(memory(), 32);
    await world.expect(0, ['rollback', 'hello', '2']);
    assert.equal(memory(), 64);
    assert.match((await world.run(['rollback', 'hello', '99'])).stderr, /99/);
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
    assert.match(await world.expect(0, ['hosts', 'ls']), /^one +online .* 1 of 20/m);
    assert.match(await world.expect(0, ['hosts', 'show', 'one']), /^Bridges +service$/m);
  });
});
