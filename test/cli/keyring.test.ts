import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { callCommand } from './support/call-command.ts';
import { CommandWorld } from './support/command-world.ts';

/** Stands in for `secret-tool`: a file for each secret, and one for how it was called. */
const secretTool = `#!/bin/sh
echo "$*" >>"$KEYRING/calls"
act=$1
for name; do :; done
case "$KEYRING_STATE $act" in
'locked '*) exit 1 ;;
*' store') cat >"$KEYRING/secret-$name" ;;
*' lookup') cat "$KEYRING/secret-$name" 2>/dev/null ;;
*' clear') rm -f "$KEYRING/secret-$name" ;;
esac
`;

describe('fulmar login where there is a keyring', () => {
  let world: CommandWorld;
  let keyring: string;
  let file: string;
  before(async () => {
    world = await CommandWorld.open(['unikernels:read']);
    keyring = await mkdtemp(join(tmpdir(), 'fulmar-keyring-'));
    file = join(world.home, '.config/fulmar/contexts.json');
    await writeFile(join(keyring, 'secret-tool'), secretTool, { mode: 0o755 });
  });
  after(async () => {
    await world.close();
    await rm(keyring, { recursive: true });
  });

  const call = (words: readonly string[], more: Readonly<Record<string, string>> = {}) => {
    const PATH = [keyring, process.env.PATH].join(delimiter);
    const bus = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' };
    const environment = { PATH, KEYRING: keyring, ...bus, ...more };
    return callCommand(world.home, words, { environment, stdin: world.token });
  };
  const login = (words: readonly string[] = [], more: Readonly<Record<string, string>> = {}) =>
    call(['login', world.server.url, '--token-stdin', ...words], more);
  const secrets = async () =>
    (await readdir(keyring)).filter((name) => name.startsWith('secret-') && !name.endsWith('tool'));
  const isInFile = async () => (await readFile(file, 'utf8')).includes(world.token);

  it('keeps the token there, by standard input, until the logout', async () => {
    const signedIn = await login();
    assert.equal(signedIn.code, 0, signedIn.stderr);
    assert.equal(await isInFile(), false);
    assert.equal((await secrets()).length, 1);
    assert.equal((await call(['whoami'])).code, 0);
    assert.equal((await call(['whoami', '--server', world.server.url])).code, 0);
    const calls = await readFile(join(keyring, 'calls'), 'utf8');
    assert.match(calls, /^store --label Fulmar: \S+ service fulmar context 127/);
    assert.ok(!calls.includes(world.token));
    assert.equal((await call(['logout'])).code, 0);
    assert.deepEqual(await secrets(), []);
    assert.equal((await call(['whoami'])).code, 4);
  });

  it('keeps it in the file where that is chosen, and nowhere else', async () => {
    await login();
    for (const [words, more] of [
      [['--keep-in', 'file'], {}],
      [[], { FULMAR_KEEP_IN: 'file' }],
    ] as const) {
      assert.equal((await login(words, more)).code, 0);
      assert.deepEqual([await isInFile(), await secrets()], [true, []]);
    }
    assert.equal((await login([], { FULMAR_KEEP_IN: 'drawer' })).code, 1);
  });

  it('keeps it in the file where the keyring is locked, or not there', async () => {
    const states: Record<string, string>[] = [{ KEYRING_STATE: 'locked' }, { PATH: '/nowhere' }];
    for (const more of states) {
      assert.equal((await login([], more)).code, 0);
      assert.equal(await isInFile(), true);
      const wanted = await login(['--keep-in', 'keyring'], more);
      assert.equal(wanted.code, 1);
      assert.match(wanted.stderr, /no keyring/);
    }
  });

  it('says to sign in again where the keyring does not give it', async () => {
    await login();
    const { code, stderr } = await call(['whoami'], { KEYRING_STATE: 'locked' });
    assert.equal(code, 4);
    assert.match(stderr, /fulmar login/);
    assert.equal((await call(['whoami'], { FULMAR_TOKEN: world.token })).code, 0);
  });
});
