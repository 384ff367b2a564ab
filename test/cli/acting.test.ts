import assert from 'node:assert/strict';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { until } from '../server/support/until.ts';
import { CommandWorld } from './support/command-world.ts';

describe('a command that acts for another account', () => {
  let world: CommandWorld;
  before(async () => {
    world = await CommandWorld.open();
    await world.expect(0, ['accounts', 'invite', 'bob', 'bob@example.org']);
    const words = ['accounts', 'invite', 'carol', 'carol@example.org', '--scope'];
    await world.expect(0, [...words, 'unikernels:write']);
  });
  after(() => world?.close());

  it('lists and revokes the tokens of that account, and none of its own', async () => {
    await world.expect(0, ['tokens', 'create', 'first', '--scope', 'unikernels:read']);
    const listed = await world.expect(0, ['tokens', 'list', '--account', 'carol']);
    assert.match(listed, /^first +fmr_\S+ .+ unikernels:write$/m);
    assert.doesNotMatch(listed, /unikernels:read/);
    const all = await world.expect(0, ['tokens', 'list', '--account', '*']);
    assert.match(all, /^ACCOUNT +NAME.*\n(?:.*\n)*carol +first /);
    const none = await world.run(['tokens', 'revoke', 'first', '--account', 'bob', '--yes']);
    assert.match(none.stderr, /^There is no such token/);
    const revoke = ['tokens', 'revoke', 'first', '--account', 'carol', '--yes'];
    assert.match(await world.expect(0, revoke), /^Revoked first \(fmr_.*\) of carol\.\n$/);
    assert.equal((await world.run(revoke)).code, 1);
    assert.match(await world.expect(0, ['tokens', 'list']), /^first +fmr_\S+ .+ unikernels:read$/m);
  });

  it('is refused where it cannot', async () => {
    for (const words of [
      ['tokens', 'create', 'x', '--scope', 'unikernels:read'],
      ['whoami'],
      ['hosts', 'show', 'one'],
      ['policies', 'list', 'one'],
      ['accounts', 'list'],
      ['completion', 'bash'],
    ]) {
      const { code, stdout, stderr } = await world.run(['--account', 'carol', ...words]);
      assert.deepEqual([code, stdout], [1, '']);
      assert.match(stderr, /^`fulmar [a-z ]+` cannot act for another account: leave out .*\n$/);
    }
    assert.doesNotMatch(await world.expect(0, ['tokens', 'list']), /^x /m);
  });

  it('fails to delete it where not all of its unikernels were destroyed', async () => {
    const policy = [
      'policies',
      'set',
      'bob',
      '--host',
      'one',
      '--unikernels',
      '2',
      '--memory',
      '64',
    ];
    await world.expect(0, policy);
    const image = await world.write('hello.spt', sampleImage());
    await world.expect(0, ['deploy', 'one/hello', image, '--settle', '0', '--account', 'bob']);
    await world.server.emulator.stop();
    try {
      await until(async () => (await world.run(['ls', '--account', 'bob'])).code === 1);
      const told = await world.run(['accounts', 'delete', 'bob', '--destroy', '--yes']);
      assert.deepEqual([told.code, told.stdout], [1, 'Deleted bob.\n']);
      assert.match(told.stderr, /^Some unikernels of bob may not have been destroyed\.$/m);
    } finally {
      await world.server.emulator.start();
    }
  });
});
