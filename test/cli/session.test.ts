import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { callCommand } from './support/call-command.ts';
import { CommandWorld } from './support/command-world.ts';

describe('fulmar login', () => {
  let world: CommandWorld;
  before(async () => {
    world = await CommandWorld.open(['unikernels:read']);
  });
  after(() => world.close());

  const alone = (words: readonly string[], stdin = '') => callCommand(world.home, words, { stdin });

  it('keeps a token that the server knows, readable for its owner alone, until the logout', async () => {
    const { url } = world.server;
    const signedIn = await alone(['login', url, '--token-stdin'], `${world.token}\n`);
    assert.equal(signedIn.code, 0, signedIn.stderr);
    assert.match(signedIn.stdout, /^Signed in to http:.* as alice, with the token ci\.\n$/);
    const file = join(world.home, '.config/fulmar/contexts.json');
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.ok((await readFile(file, 'utf8')).includes(world.token));

    const known = await alone(['whoami', '--json']);
    const { account, scopes } = JSON.parse(known.stdout);
    assert.deepEqual({ account, scopes }, { account: 'alice', scopes: ['unikernels:read'] });
    const contexts = await alone(['contexts']);
    assert.ok(contexts.stdout.includes(url) && !contexts.stdout.includes(world.token));

    assert.equal((await alone(['logout'])).code, 0);
    assert.equal((await alone(['whoami'])).code, 4);
    assert.match((await alone(['contexts'])).stdout, /^You are signed in to no server: /);
    assert.ok(!(await readFile(file, 'utf8')).includes(world.token));
  });

  it('ends with 4 where the server does not accept the token, and keeps nothing', async () => {
    const refused = await alone(['login', world.server.url, '--token-stdin'], 'fmr_nonsense');
    assert.equal(refused.code, 4);
    assert.match(refused.stderr, /fulmar login/);
    assert.ok(!refused.stderr.includes('fmr_nonsense') && !refused.stderr.includes('    at '));
    assert.equal((await alone(['list'])).code, 4);
  });

  it('ends with 1 where no token can be asked for', async () => {
    const { code, stderr } = await alone(['login', world.server.url]);
    assert.equal(code, 1);
    assert.match(stderr, /--token-stdin/);
  });

  it('warns of a token on the command line', async () => {
    const { stderr } = await alone(['login', world.server.url, world.token]);
    assert.match(stderr, /^Warning: a token on the command line/);
    assert.ok(!stderr.includes(world.token));
  });

  it('ends with 1 where nobody answers, and says who', async () => {
    const environment = { FULMAR_SERVER: 'http://127.0.0.1:1', FULMAR_TOKEN: world.token };
    const { code, stderr } = await callCommand(world.home, ['list'], { environment });
    assert.equal(code, 1);
    assert.match(stderr, /^http:\/\/127\.0\.0\.1:1 does not answer: .*\n$/);
  });

  /** The error that it prints with these words and this environment. */
  const wrongly = async (words: readonly string[], environment: Record<string, string>) =>
    (await callCommand(world.home, words, { environment })).stderr;

  it('says which token was refused, and what is wrong with an address or a context', async () => {
    const { url } = world.server;
    const environment = { FULMAR_SERVER: url, FULMAR_TOKEN: world.token };
    const nonsense = { ...environment, FULMAR_TOKEN: 'fmr_nonsense' };
    assert.match(await wrongly(['list'], nonsense), /\nThe token comes from FULMAR_TOKEN\.\n$/);
    const below = { ...environment, FULMAR_SERVER: `${url}/api/v1` };
    assert.match(
      await wrongly(['list'], below),
      /Check the address of the server: leave out \/api\/v1/,
    );
    const bare = url.replace('http://', '');
    const told = await wrongly(['list', '-s', bare], environment);
    assert.ok(told.endsWith(` Put https:// or http:// in front: https://${bare}\n`), told);
    assert.match(
      await wrongly(['list', '-s', 'nowhere'], environment),
      /^"nowhere" is neither a context \(see `fulmar contexts`\) nor an address such as https:/,
    );
  });
});
