import assert from 'node:assert/strict';
import { CommandWorld } from './support/command-world.ts';

describe('the command for policies', () => {
  let world: CommandWorld;
  before(async () => {
    world = await CommandWorld.open();
    for (const name of ['bob', 'carol']) {
      const json = { name, email: `${name}@example.org` };
      await world.server.expect(201, '/invitations', { json });
    }
  });
  after(() => world.close());

  const policiesOf = async () => Object(await world.json(['policies', 'list', 'one'])).data;

  it('keeps templates', async () => {
    const limits = ['--unikernels', '3', '--memory', '96', '--storage', '10'];
    const save = ['policies', 'templates', 'save', 'small', ...limits];
    assert.equal(await world.expect(0, save), 'Saved small.\n');
    const [heading = '', row = ''] = (await world.expect(0, ['policy', 'template', 'ls'])).split(
      '\n',
    );
    assert.match(
      heading,
      /^NAME +UNIKERNELS +MEMORY \(MiB\) +STORAGE \(MiB\) +CPUS +BRIDGES +DEFAULT ON$/,
    );
    assert.match(row, /^small +3 +96 +10 +all +all +-$/);
  });

  it('gives one to several accounts, and fails where one was given nothing', async () => {
    const set = ['policies', 'set', 'bob', 'nobody', '--host', 'one', '--template', 'small'];
    const { code, stdout, stderr } = await world.run(set);
    assert.equal(code, 1);
    assert.match(stdout, /^bob +3 +96 +10 +0, 1, 2, 3 +management, service$/m);
    assert.match(stderr, /^nobody: There is no account/m);
    assert.match(stderr, /1 of 2 were given nothing\./);
  });

  it('takes limits, with all that the host has where nothing is named', async () => {
    const limits = ['--unikernels', '2', '--memory', '64', '--cpu', '1'];
    await world.expect(0, ['policies', 'set', 'carol', '--host', 'one', ...limits]);
    const carol = (await policiesOf()).find(
      ({ account }: { account: string }) => account === 'carol',
    );
    assert.partialDeepStrictEqual(carol, {
      ...{
        unikernels: 2,
        memory: 64,
        storage: null,
        cpuids: [1],
        bridges: ['management', 'service'],
      },
      used: { nearlyUsed: [] },
    });
    const { code, stderr } = await world.run(['policies', 'set', 'carol', '--host', 'one']);
    assert.equal(code, 1);
    assert.match(stderr, /Give --unikernels and --memory\./);
  });

  it('makes a template the default of a host, and no longer', async () => {
    const save = ['policies', 'templates', 'save', 'small', '--unikernels', '3', '--memory', '96'];
    const defaultOn = async (...more: readonly string[]) =>
      Object(await world.json([...save, ...more])).defaultOn;
    assert.deepEqual(await defaultOn('--default-on', 'one'), ['one']);
    assert.deepEqual(await defaultOn(), ['one']);
    assert.deepEqual(await defaultOn('--no-default'), []);
  });

  it('forgets a template', async () => {
    await world.expect(0, ['policies', 'templates', 'delete', 'small']);
    assert.match(await world.expect(0, ['policies', 'templates', 'list']), /^There are no/);
    assert.equal((await policiesOf()).length, 3);
  });
});
