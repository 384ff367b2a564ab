import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { publicKeyLine } from '../../src/albatross/ssh/authorized-keys.ts';
import { parseSshKey } from '../../src/albatross/ssh/ssh-key.ts';
import { BehindSsh } from '../hosts/support/behind-ssh.ts';
import { CommandWorld } from './support/command-world.ts';

describe('what an administrator does with hosts over SSH by the command', () => {
  let world: CommandWorld;
  let ssh: BehindSsh;
  before(async () => {
    world = await CommandWorld.open();
  });
  beforeEach(async () => {
    ssh = await BehindSsh.start();
  });
  afterEach(() => ssh[Symbol.asyncDispose]());
  after(() => world?.close());

  /** How the host is reached, and what it is known by. */
  const add = (name: string, ...more: readonly string[]) => {
    const { address, port, user, hostKey } = ssh.server.login;
    return [
      ...['hosts', 'add', name, address, '--ssh', user, '--port', `${port}`],
      ...['--host-key', hostKey.fingerprint, ...more],
    ];
  };
  const sockets = () => ['--sockets', ssh.host.folder];
  const makeKey = async (target: readonly string[]) => {
    const key = Object(await world.json(['hosts', 'ssh-key', ...target]));
    assert.match(key.authorizedKeysLine, /^restrict,.*ssh-ed25519 \S+/);
    const waiting = await world.run(add('made', '--key-id', key.id, ...target));
    return { key, refused: waiting };
  };

  it('adds one with a key that the server made, once its line is on the host', async () => {
    const { key, refused } = await makeKey(sockets());
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /the host refused the key for the user fulmar/);
    ssh.server.authorizedKeys = [key.authorizedKeysLine];
    const added = await world.expect(0, add('made', '--key-id', key.id, ...sockets()));
    assert.match(added, /^State +online$/m);
    const shown = Object(await world.json(['hosts', 'show', 'made']));
    assert.equal(shown.publicKey, key.publicKey);
    const again = await world.run(add('other', '--key-id', key.id, ...sockets()));
    assert.match(again.stderr, /There is no such key any more: it was used/);
    await world.expect(0, ['hosts', 'rm', 'made', '--yes']);
  });

  it('deletes a key that is not needed after all', async () => {
    const { key } = await makeKey(sockets());
    ssh.server.authorizedKeys = [key.authorizedKeysLine];
    const both = await world.run(['hosts', 'ssh-key', '--discard', key.id, ...sockets()]);
    assert.match(both.stderr, /^Give --discard by itself/);
    const told = await world.expect(0, ['hosts', 'ssh-key', '--discard', key.id]);
    assert.equal(
      told,
      `Deleted the key ${key.id}. Take its line out of authorized_keys if you entered it.\n`,
    );
    const gone = await world.run(['hosts', 'ssh-key', '--discard', key.id]);
    assert.equal(gone.code, 1);
    assert.match(gone.stderr, /There is no SSH key \S+ that waits for a host/);
    assert.equal((await world.run(add('made', '--key-id', key.id, ...sockets()))).code, 1);
  });

  it('adds one with a key of one’s own and the passphrase in a file', async () => {
    const passphrase = 'open sesame';
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const sealed = privateKey.export({
      ...{ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase },
    });
    ssh.server.authorizedKeys = [publicKeyLine(parseSshKey(`${sealed}`, passphrase))];
    const file = await world.write('id_rsa', sealed);
    const own = add('own', '--ssh-key', file, ...sockets());
    const locked = await world.run(own);
    assert.equal(locked.code, 1);
    assert.match(locked.stderr, /passphrase/);
    const wrong = await world.write('wrong', 'sesame\n');
    const refused = await world.run([...own, '--passphrase-file', wrong]);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /passphrase/);
    const right = await world.write('right', `${passphrase}\n`);
    const added = await world.expect(0, [...own, '--passphrase-file', right]);
    assert.match(added, /^State +online$/m);
    await world.expect(0, ['hosts', 'rm', 'own', '--yes']);
  });

  it('adds one by its TLS endpoint, with the host’s CA', async () => {
    const { port, certificate, privateKey } = ssh.host.endpoint;
    const endpoint = ['--endpoint', `${port}`];
    const { key } = await makeKey([
      ...endpoint, // without a CA, which the key does not need
    ]);
    assert.ok(
      key.authorizedKeysLine.includes(`permitopen="127.0.0.1:${port}"`),
      key.authorizedKeysLine,
    );
    ssh.server.authorizedKeys = [key.authorizedKeysLine];
    const words = add('inner', '--key-id', key.id, ...endpoint);
    assert.match((await world.run(words)).stderr, /^Give --certificate and --ca-key/);
    const ca = [
      ...['--certificate', await world.write('ca.pem', certificate)],
      ...['--ca-key', await world.write('ca.key', privateKey)],
    ];
    const both = await world.run([...words, ...ca, ...sockets()]);
    assert.match(both.stderr, /^Give --sockets or --endpoint, not both/);
    const added = await world.expect(0, [...words, ...ca]);
    assert.match(added, /^State +online$/m);
    const { target } = Object(await world.json(['hosts', 'show', 'inner']));
    assert.partialDeepStrictEqual(target, { type: 'endpoint', port });
    await world.expect(0, ['hosts', 'rm', 'inner', '--yes']);
  });
});
