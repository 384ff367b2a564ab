import assert from 'node:assert/strict';
import { callCommand } from './support/call-command.ts';
import { CommandWorld } from './support/command-world.ts';

describe('fulmar login with a code', function () {
  this.timeout(60_000);
  let world: CommandWorld;
  before(async () => {
    world = await CommandWorld.open(['admin']);
  });
  after(() => world?.close());

  it('waits until somebody has allowed it, and keeps the token', async () => {
    const answered: Promise<unknown>[] = [];
    const words = ['login', world.server.url, '--device'];
    const told = await callCommand(world.home, words, {
      watchErrors(said) {
        const [, code] = /enter the code (\S+)/.exec(said) ?? [];
        if (!code || answered.length > 0) return;
        const json = { allow: true };
        answered.push(world.server.expect(204, `/device_authorization/${code}`, { json }));
      },
    });
    await Promise.all(answered);
    assert.equal(told.code, 0, told.stderr);
    assert.match(told.stderr, /^Open http:\/\/127\.0\.0\.1:\d+\/device and enter the code/m);
    assert.match(told.stdout, /^Signed in to .* as alice, with the token fulmar on /);
    assert.equal((await callCommand(world.home, ['list'])).code, 0);
  });
});
