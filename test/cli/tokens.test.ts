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
