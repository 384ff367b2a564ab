import assert from 'node:assert/strict';
import { scopes as offered } from '../../cli/commands/tokens/create.ts';
import { scopes } from '../../src/identity/access/scopes.ts';
import { CommandWorld } from './support/command-world.ts';

describe('fulmar tokens create', () => {
  let world: CommandWorld;
  before(async () => {
    world = await CommandWorld.open();
  });
  after(() => world?.close());

  it('offers every scope that a server has', () => {
    assert.deepEqual([...offered], [...scopes]);
  });

  it('makes a token by which events are read, and says what it is for', async () => {
    const words = ['tokens', 'create', 'watcher', '--scope', 'events:read', 'consoles:read'];
    const secret = await world.expect(0, [...words, '--description', 'for the wall']);
    const environment = { FULMAR_TOKEN: secret.trim() };
    await world.expect(0, ['events'], { environment });
    const listed = await world.json(['tokens', 'list']);
    const made = Array.isArray(listed) && listed.find(({ name }) => name === 'watcher');
    assert.partialDeepStrictEqual(made, { description: 'for the wall' });
  });

  it('says how to create a token that may do more than the one in use', async () => {
    const words = ['tokens', 'create', 'short', '--scope', 'tokens:write', '--expires', '3 months'];
    const environment = { FULMAR_TOKEN: (await world.expect(0, words)).trim() };
    const long = ['tokens', 'create', 'ci', '--scope', 'tokens:read', '--expires', '1 year'];
    const refused = await world.run(long, { environment });
    assert.equal(refused.code, 1);
    assert.match(
      refused.stderr,
      /\nChoose an earlier date with --expires, or create the token in the dashboard, under Tokens\.\n$/,
    );
    const lacking = await world.run(['accounts', 'list'], { environment });
    assert.equal(lacking.code, 1);
    assert.match(
      lacking.stderr,
      /^The token lacks the scope admin\.\n`fulmar whoami` .+ `fulmar login ADDRESS --token-prompt`\.\n$/,
    );
  });

  it('says how to revoke one of several tokens with the same name', async () => {
    const words = ['tokens', 'create', 'twin', '--scope', 'tokens:read'];
    for (const _twin of [1, 2]) await world.expect(0, words);
    const { code, stderr } = await world.run(['tokens', 'revoke', 'twin', '--yes']);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^There are several tokens called twin: give the first characters, fmr_\w{4} or fmr_\w{4}\.\n$/,
    );
  });

  it('warns of hosts that there are not, and makes it all the same', async () => {
    const words = ['tokens', 'create', 'ci', '--scope', 'unikernels:write', '--host', 'one'];
    const known = await world.run(words);
    assert.equal(known.stderr, 'Created the token ci. It is shown this once:\n');
    const told = await world.run([...words, '--host', 'eu']);
    assert.equal(told.code, 0);
    assert.match(told.stdout, /^fmr_\S+\n$/);
    assert.match(told.stderr, /^There is no host eu that this account can use:/m);
    assert.doesNotMatch(told.stderr, /no host one/);
  });
});
