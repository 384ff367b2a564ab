import assert from 'node:assert/strict';
import { CommandWorld } from './support/command-world.ts';

describe('fulmar events', function () {
  this.timeout(60_000);
  let world: CommandWorld;
  before(async () => {
    world = await CommandWorld.open(['admin']);
  });
  after(() => world?.close());

  const revokeToken = async (name: string) => {
    const json = { name, scopes: ['hosts:read'] };
    const token = await world.server.expect(201, '/tokens', { json });
    const id = Reflect.get(Object(token.json), 'id');
    await world.server.expect(204, `/tokens/${id}`, { method: 'DELETE' });
  };

  it('shows what has happened, and follows what happens until Ctrl-C', async () => {
    await revokeToken('first');
    const ending = new AbortController();
    const made: Promise<unknown>[] = [];
    const told = await world.run(['events', '-f', '--type', 'token.'], {
      signal: ending.signal,
      watch(printed) {
        if (made.length === 0 && /first/.test(printed)) made.push(revokeToken('second'));
        if (/second/.test(printed)) ending.abort(new Error('Ctrl-C'));
      },
    });
    await Promise.all(made);
    assert.equal(told.code, 2, told.stderr);
    const lines = told.stdout.trim().split('\n');
    assert.equal(lines.length, 2, told.stdout);
    assert.match(lines[0] ?? '', /^\S+Z {2}info {2}token\.revoked {2}alice {2}.*first/);
    assert.match(lines[1] ?? '', /second/);
  });

  it('prints a line of JSON each, and refuses an unknown severity', async () => {
    const lines = (await world.expect(0, ['events', '--json', '-n', '1'])).trim().split('\n');
    assert.equal(lines.length, 1);
    assert.match(JSON.parse(lines[0] ?? '').type, /^[a-z]+\./);
    const { code } = await world.run(['events', '--severity', 'bad']);
    assert.equal(code, 1);
  });
});
