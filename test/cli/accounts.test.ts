import assert from 'node:assert/strict';
import { CommandWorld } from './support/command-world.ts';

describe('the command for accounts', () => {
  let world: CommandWorld;
  before(async () => {
    world = await CommandWorld.open();
  });
  after(() => world?.close());

  const stateOf = async (account: string) =>
    Object((await world.server.expect(200, `/accounts/${account}`)).json);

  it('invites somebody by a link, and with a first token where that is wanted', async () => {
    const link = await world.expect(0, ['accounts', 'invite', 'bob', 'bob@example.org']);
    assert.match(link, /^https?:\/\/\S+\/reset-password#\S+\n$/);
    const words = ['accounts', 'invite', 'ci', 'ci@example.org', '--scope', 'unikernels:write'];
    const [, secret = ''] = (await world.expect(0, words)).split('\n');
    const environment = { FULMAR_TOKEN: secret };
    assert.match(await world.expect(0, ['whoami'], { environment }), /ci/);
  });

  it('approves those that wait, each for itself', async () => {
    const json = { name: 'carol', email: 'carol@example.org', password: 'a long password of hers' };
    await world.server.expect(201, '/accounts', { json, token: '' });
    const waiting = await world.expect(0, ['accounts', 'ls', '--state', 'waiting']);
    assert.match(waiting, /^NAME .*\ncarol +carol@example\.org +waiting +no +never\n$/);
    const told = await world.run(['accounts', 'approve', 'carol', 'nobody']);
    assert.deepEqual([told.code, told.stdout], [1, 'Approved carol.\n']);
    assert.match(told.stderr, /^nobody: There is no account.*\n1 of 2 stay as they were\.\n$/);
    assert.equal((await stateOf('carol')).active, true);
  });

  it('suspends with a reason, once that is confirmed, and resumes', async () => {
    const suspend = ['accounts', 'suspend', 'bob', '--reason', 'has left'];
    assert.match((await world.run(suspend)).stderr, /--yes/);
    assert.equal(await world.expect(0, [...suspend, '--yes']), 'Suspended bob.\n');
    const listed = await world.expect(0, ['accounts', 'list', '--search', 'bob']);
    assert.match(listed, /^bob +bob@example\.org +suspended: has left/m);
    const approved = await world.run(['accounts', 'approve', 'bob']);
    assert.match(approved.stderr, /^bob: it does not wait for approval\./);
    assert.equal(await world.expect(0, ['accounts', 'resume', 'bob']), 'Resumed bob.\n');
    assert.equal((await stateOf('bob')).active, true);
  });

  it('takes a policy away, once that is confirmed', async () => {
    const set = ['policies', 'set', 'bob', '--host', 'one', '--unikernels', '2', '--memory', '64'];
    await world.expect(0, set);
    const remove = ['policies', 'remove', 'bob', '--host', 'one'];
    assert.match((await world.run(remove)).stderr, /--yes/);
    const told = await world.expect(0, [...remove, '--yes']);
    assert.equal(told, 'bob has no policy on one any more.\n');
    assert.doesNotMatch(await world.expect(0, ['policies', 'list', 'one']), /^bob /m);
    const again = await world.run([...remove, '--yes']);
    assert.equal(again.code, 1, again.stdout);
  });

  it('deletes one, after it has said what ends with it', async () => {
    const unsure = await world.run(['accounts', 'delete', 'ci']);
    assert.equal(unsure.code, 1);
    assert.match(unsure.stderr, /^What ends with ci: tokens \(1\)\.\n/);
    assert.equal(await world.expect(0, ['accounts', 'rm', 'ci', '--yes']), 'Deleted ci.\n');
    assert.match(await world.expect(0, ['accounts', 'ls', '--search', 'ci@']), /^There are no/);
  });

  it('says what is on hosts, how large it is, and what becomes of it', async () => {
    await world.expect(0, ['accounts', 'invite', 'dora', 'dora@example.org']);
    const may = ['--unikernels', '1', '--memory', '64', '--storage', '8'];
    await world.expect(0, ['policies', 'set', 'dora', '--host', 'one', ...may]);
    const volume = { json: { name: 'data', size: 4 } };
    await world.server.expect(201, '/hosts/one/volumes?account=dora', volume);
    const kept = await world.run(['accounts', 'delete', 'dora']);
    assert.match(kept.stderr, /^The volume one\/data \(4 MiB\) keeps it from being deleted/m);
    const ended = await world.run(['accounts', 'delete', 'dora', '--destroy', '--yes']);
    assert.equal(ended.code, 0, ended.stderr);
    assert.match(ended.stderr, /^The volume one\/data \(4 MiB\) stays\.$/m);
  });
});
