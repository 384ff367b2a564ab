import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import ssh2 from 'ssh2';
import { authorizedKeysLine, publicKeyLine } from '../../../src/albatross/ssh/authorized-keys.ts';
import { SshConnection } from '../../../src/albatross/ssh/connection.ts';
import type { Destination } from '../../../src/albatross/ssh/destination.ts';
import { scanHostKeys } from '../../../src/albatross/ssh/scan-host-keys.ts';
import { newSshKey, parseSshKey } from '../../../src/albatross/ssh/ssh-key.ts';
import { describeWithSshd, Sshd } from '../../support/sshd.ts';
import { FarEnd } from './support/far-end.ts';

describeWithSshd("OpenSSH's server", () => {
  let sshd: Sshd;
  let far: FarEnd;

  beforeEach(async () => {
    sshd = await Sshd.start();
    far = await FarEnd.start();
  });

  afterEach(async () => {
    await sshd[Symbol.asyncDispose]();
    await far[Symbol.asyncDispose]();
  });

  const sockets = () =>
    authorizedKeysLine(publicKeyLine(sshd.key), { kind: 'sockets', paths: far.paths });
  const refused = (reason: string) => ({ code: 'channel-refused', reason });

  it('lets the line for the sockets to them, and nowhere else', async () => {
    await sshd.authorize(sockets());
    await using connection = new SshConnection(sshd.login);
    for (const path of Object.values(far.paths)) {
      assert.equal(await echo(connection, { kind: 'socket', path }), 'hello');
    }
    const other = { kind: 'socket', path: far.pathOf('other') } as const;
    await assert.rejects(connection.open(other), refused('not-connected'));
    await assert.rejects(connection.open(far.tcp), refused('forbidden'));
  });

  it('lets the line for the endpoint to it, and nowhere else', async () => {
    const line = authorizedKeysLine(publicKeyLine(sshd.key), { ...far.tcp, kind: 'endpoint' });
    await sshd.authorize(line);
    await using connection = new SshConnection(sshd.login);
    assert.equal(await echo(connection, far.tcp), 'hello');
    const other = { ...far.tcp, port: far.tcp.port + 1 };
    await assert.rejects(connection.open(other), refused('forbidden'));
    await assert.rejects(connection.open(far.socket), refused('not-connected'));
  });

  it('runs no command for a key with that line', async () => {
    await sshd.authorize(publicKeyLine(sshd.key));
    assert.equal(await run(sshd, 'echo hello'), 'hello\n');
    await sshd.authorize(sockets());
    assert.equal(await run(sshd, 'echo hello'), '');
  });

  it('says that nobody listens on a port, but of a socket only that it did not get there', async () => {
    await sshd.authorize(publicKeyLine(sshd.key));
    await using connection = new SshConnection(sshd.login);
    const missing = { kind: 'socket', path: far.pathOf('missing') } as const;
    await assert.rejects(connection.open(missing), (error: Error) => {
      assert.match(error.message, /missing\.sock.*authorized_keys.*\(.*open failed\)/);
      return true;
    });
    const { tcp } = far;
    await far[Symbol.asyncDispose]();
    await assert.rejects(connection.open(tcp), (error: Error) => {
      assert.match(error.message, /127\.0\.0\.1:\d+.*\(.*Connection refused\)/);
      return true;
    });
    far = await FarEnd.start();
  });

  it('says that forwarding is forbidden as a whole', async () => {
    await using strict = await Sshd.start(['AllowTcpForwarding no']);
    await strict.authorize(publicKeyLine(strict.key));
    await using connection = new SshConnection(strict.login);
    await assert.rejects(connection.open(far.tcp), refused('forbidden'));
  });

  it('lets keys of all kinds in', async () => {
    const pkcs8 = { format: 'pem', type: 'pkcs8' } as const;
    const keys = [
      newSshKey('ed25519'),
      parseSshKey(
        generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey.export(pkcs8).toString(),
      ),
      parseSshKey(
        generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(pkcs8).toString(),
      ),
    ];
    await sshd.authorize(...keys.map(publicKeyLine));
    for (const key of keys) {
      await using connection = new SshConnection({ ...sshd.login, key });
      assert.equal(await echo(connection, far.socket), 'hello');
    }
  });

  it('presents all its keys to who asks, and the known one to who knows it', async () => {
    await sshd.authorize(sockets());
    const rsa = generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey;
    const other = await sshd.addHostKey(rsa.export({ format: 'pem', type: 'pkcs1' }).toString());
    const { address, port, hostKey } = sshd.login;
    assert.deepEqual(await scanHostKeys({ address, port }), [hostKey, other]);
    for (const known of [hostKey, other]) {
      await using connection = new SshConnection({ ...sshd.login, hostKey: known });
      assert.equal(await echo(connection, far.socket), 'hello');
    }
  });

  it('hears nothing of us where it presents another key', async () => {
    await using telling = await Sshd.start(['LogLevel DEBUG1']);
    await telling.authorize(publicKeyLine(telling.key));
    const hostKey = { ...telling.login.hostKey, fingerprint: `SHA256:${'A'.repeat(43)}` };
    await using connection = new SshConnection({ ...telling.login, hostKey });
    await assert.rejects(connection.open(far.socket), { code: 'host-key-changed' });
    await telling.ended();
    assert.match(telling.log, /SSH2_MSG_KEX_ECDH_REPLY|expecting SSH2_MSG_NEWKEYS/);
    assert.doesNotMatch(telling.log, /userauth-request|service-request/);
  });

  it('refuses a key that was taken from authorized_keys, as soon as there is a new connection', async () => {
    await sshd.authorize(sockets());
    await using connection = new SshConnection(sshd.login);
    assert.equal(await echo(connection, far.socket), 'hello');
    await sshd.authorize();
    assert.equal(await echo(connection, far.socket), 'hello');
    await sshd.endConnections();
    await assert.rejects(connection.open(far.socket), { code: 'ssh-key-refused' });
  });

  it('lets to the sockets as soon as the line in authorized_keys is mended', async () => {
    const endpoint = { kind: 'endpoint', address: '127.0.0.1', port: 1 } as const;
    await sshd.authorize(authorizedKeysLine(publicKeyLine(sshd.key), endpoint));
    await using connection = new SshConnection(sshd.login);
    await assert.rejects(connection.open(far.socket), refused('not-connected'));
    await sshd.authorize(sockets());
    assert.equal(await echo(connection, far.socket), 'hello');
  });

  it('is found again after a restart, which ends the channels with an error', async () => {
    await sshd.authorize(sockets());
    await using connection = new SshConnection(sshd.login);
    const stream = await connection.open(far.socket);
    const failed = once(stream, 'error');
    await sshd.endConnections();
    assert.equal((await failed)[0].code, 'transport');
    assert.equal(await echo(connection, far.socket), 'hello');
  });

  it('closes a channel whose far end closes, and frees one that is destroyed', async () => {
    await sshd.authorize(sockets());
    await using connection = new SshConnection(sshd.login);
    const stream = await connection.open(far.socket);
    stream.end('last words');
    assert.equal((await stream.toArray()).join(''), 'last words');
    for (let time = 0; time < 50; time++) (await connection.open(far.socket)).destroy();
    await Promise.all(far.connections.map((one) => one.closed || once(one, 'close')));
  });
});

/** What comes back over a channel of its own. */
async function echo(connection: SshConnection, destination: Destination): Promise<string> {
  const stream = await connection.open(destination);
  stream.write('hello');
  const [octets] = await once(stream, 'data');
  stream.destroy();
  return octets.toString();
}

/** What a command prints that somebody with the key tries to run. */
async function run(sshd: Sshd, command: string): Promise<string> {
  const client = new ssh2.Client();
  const { address: host, port, user: username, key } = sshd.login;
  client.connect({ host, port, username, privateKey: key.privateKey });
  await once(client, 'ready');
  client.on('error', () => {}); // the server may reset what both have ended
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  client.exec(command, (error, channel) => {
    if (error) return reject(error);
    channel.toArray().then((octets) => resolve(octets.join('')), reject);
  });
  return promise.finally(() => client.end());
}
