import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { SshConnection, type SshLimits } from '../../../src/albatross/ssh/connection.ts';
import { newSshKey } from '../../../src/albatross/ssh/ssh-key.ts';
import { FarEnd } from './support/far-end.ts';
import { SshServer } from './support/ssh-server.ts';
import { until } from './support/until.ts';

describe('a connection over SSH', () => {
  let server: SshServer;
  let far: FarEnd;
  let connection: SshConnection;

  const connect = (limits?: Partial<SshLimits>) => {
    connection = new SshConnection(server.login, limits);
    return connection;
  };

  beforeEach(async () => {
    server = await SshServer.start();
    far = await FarEnd.start();
  });

  afterEach(async () => {
    await connection.close();
    await server[Symbol.asyncDispose]();
    await far[Symbol.asyncDispose]();
  });

  it('gives channels to sockets and to ports', async () => {
    connect();
    for (const destination of [far.socket, far.tcp]) {
      const stream = await connection.open(destination);
      assert.equal(await echo(stream, 'hello'), 'hello');
      stream.destroy();
    }
  });

  it('is one for all, also for those who come at once', async () => {
    connect();
    const streams = await Promise.all(
      Array.from({ length: 20 }, () => connection.open(far.socket)),
    );
    for (const stream of streams) assert.equal(await echo(stream, 'hello'), 'hello');
    assert.deepEqual(server.counts, { connections: 1, logins: 2, sessions: 1, channels: 20 });
  });

  it('is not made before it is needed, and closed when nobody has needed it for long', async () => {
    connect({ idleTimeout: 20 });
    assert.equal(server.counts.connections, 0);
    const stream = await connection.open(far.socket);
    await pause(60);
    assert.equal(server.openConnections, 1);
    stream.destroy();
    await until(() => server.openConnections === 0);
    assert.equal(await echo(await connection.open(far.socket), 'again'), 'again');
    assert.equal(server.counts.connections, 2);
  });

  it('frees a channel that is destroyed, and its slot', async () => {
    connect({ channels: 1, slotTimeout: 1_000 });
    for (let time = 0; time < 5; time++) {
      const stream = await connection.open(far.socket);
      stream.destroy();
    }
    await until(() => server.openChannels === 0);
    assert.equal(server.counts.channels, 5);
  });

  it('lets those wait who find no slot, in their order, until their limit or signal', async () => {
    connect({ channels: 1, slotTimeout: 1_500 });
    const first = await connection.open(far.socket);
    await assert.rejects(connection.open(far.socket), { code: 'timeout', phase: 'connect' });
    const abort = new AbortController();
    const leaving = connection.open(far.socket, abort.signal);
    const next = connection.open(far.socket);
    abort.abort(new Error('enough'));
    await assert.rejects(leaving, { message: 'enough' });
    first.destroy();
    assert.equal(await echo(await next, 'hello'), 'hello');
  });

  it('goes on for others when one who waits for it leaves', async () => {
    connect();
    const abort = new AbortController();
    const leaving = connection.open(far.socket, abort.signal);
    const staying = connection.open(far.socket);
    abort.abort(new Error('enough'));
    await assert.rejects(leaving, { message: 'enough' });
    assert.equal(await echo(await staying, 'hello'), 'hello');
    await assert.rejects(connection.open(far.socket, abort.signal), { message: 'enough' });
    assert.equal(server.counts.connections, 1);
  });

  it('destroys a channel that comes after its asker has left', async () => {
    connect();
    const kept = await connection.open(far.socket);
    server.silent = true;
    const abort = new AbortController();
    const leaving = connection.open(far.socket, abort.signal);
    await until(() => server.counts.channels === 2);
    abort.abort(new Error('enough'));
    await assert.rejects(leaving, { message: 'enough' });
    server.answer();
    await until(() => far.connections.length === 2);
    // Closed by nothing but the channel’s end, whenever that comes.
    await until(() => far.connections[1]?.closed === true);
    assert.equal(server.openChannels, 1);
    assert.equal(await echo(kept, 'hello'), 'hello');
  });

  it('gives up a channel that is never answered, and serves the next one', async () => {
    connect({ channelTimeout: 1_500, channels: 1 });
    server.silent = true;
    await assert.rejects(connection.open(far.socket), {
      code: 'timeout',
      phase: 'connect',
      milliseconds: 1_500,
    });
    server.silent = false;
    assert.equal(await echo(await connection.open(far.socket), 'hello'), 'hello');
    assert.equal(server.counts.connections, 1);
  });

  it('ends every channel with the cause when it is cut, sends nothing again, and is made anew', async () => {
    connect();
    const streams = await Promise.all(
      Array.from({ length: 20 }, () => connection.open(far.socket)),
    );
    for (const stream of streams) stream.write('once');
    await until(() => far.connections.every(({ bytesRead }) => bytesRead === 4));
    const errors = streams.map(async (stream) => once(stream, 'error'));
    server.drop();
    for (const [error] of await Promise.all(errors)) {
      assert.equal(error.code, 'transport');
      assert.equal(error.cause.code, 'ECONNRESET');
    }
    assert.equal(await echo(await connection.open(far.socket), 'again'), 'again');
    assert.equal(far.connections.length, 21);
  });

  it('is made anew for those who wait for a channel while it is cut, once', async () => {
    connect();
    (await connection.open(far.socket)).destroy();
    server.silent = true;
    const waiting = connection.open(far.socket);
    await until(() => server.counts.channels === 2);
    server.silent = false;
    server.drop();
    assert.equal(await echo(await waiting, 'hello'), 'hello');
    server.silent = true;
    const unlucky = assert.rejects(connection.open(far.socket), { code: 'transport' });
    for (const count of [4, 5]) {
      await until(() => server.counts.channels === count);
      server.drop();
    }
    await unlucky;
    assert.equal(server.counts.channels, 5);
  });

  it('is given up when the host gives no sign of life', async () => {
    connect({ keepAlive: { interval: 100, count: 2 } });
    const stream = await connection.open(far.socket);
    server.freeze();
    const [error] = await once(stream, 'error');
    assert.equal(error.code, 'transport');
    assert.match(error.message, /Keepalive timeout/);
  });

  it('is given up when it is not made in time, by a host that says nothing', async () => {
    server.mute = true;
    connect({ connectTimeout: 50 });
    const expected = { code: 'timeout', phase: 'connect', milliseconds: 50 };
    await Promise.all([1, 2].map(() => assert.rejects(connection.open(far.socket), expected)));
    assert.equal(server.counts.connections, 1);
    await until(() => server.openConnections === 0);
  });

  it('is not made to an address where nobody listens', async () => {
    connect();
    const { login } = server;
    await server[Symbol.asyncDispose]();
    connection = new SshConnection(login);
    await assert.rejects(connection.open(far.socket), (error: Error) => {
      assert.match(error.message, /ECONNREFUSED/);
      assert.ok(error.cause instanceof Error && 'syscall' in error.cause);
      return error.cause.syscall === 'connect';
    });
    server = await SshServer.start();
  });

  it('ends its channels and those who wait when it is closed, and is not made again', async () => {
    connect();
    const stream = await connection.open(far.socket);
    const failed = once(stream, 'error');
    const waiting = connection.open(far.tcp);
    await connection.close();
    assert.equal((await failed)[0].code, 'transport');
    await assert.rejects(waiting, { code: 'transport' });
    await assert.rejects(connection.open(far.socket), { code: 'transport', message: /closed/ });
    await until(() => server.openConnections === 0);
  });

  it('is closed while it is made', async () => {
    server.mute = true;
    const waiting = connect().open(far.socket);
    await until(() => server.openConnections === 1);
    await connection.close();
    await assert.rejects(waiting, { code: 'transport' });
    await until(() => server.openConnections === 0);
  });

  describe('to a host that presents another key', () => {
    it('says both, and sends nothing but the handshake', async () => {
      connect();
      const expected = server.hostKey;
      server.hostKeys = [newSshKey('another')];
      const presented = server.hostKey;
      await assert.rejects(connection.open(far.socket), {
        code: 'host-key-changed',
        presented,
        expected,
      });
      await until(() => server.openConnections === 0);
      assert.deepEqual(server.counts, { connections: 1, logins: 0, sessions: 0, channels: 0 });
    });
  });

  it('comes to a socket that has no room at the moment, on the same connection', async () => {
    connect();
    server.allow = () => server.counts.channels > 3;
    assert.equal(await echo(await connection.open(far.socket), 'hello'), 'hello');
    assert.deepEqual(server.counts, { connections: 1, logins: 2, sessions: 1, channels: 4 });
  });

  it('is patient with a socket for its time, until the signal, and not with a port', async () => {
    connect({ busySocketPatience: 60 });
    server.allow = () => false;
    const refused = { code: 'channel-refused' };
    await assert.rejects(connection.open(far.socket), refused);
    assert.equal(server.counts.channels, 3);
    await assert.rejects(connection.open(far.tcp), refused);
    assert.equal(server.counts.channels, 4);
    const abort = new AbortController();
    const leaving = connection.open(far.socket, abort.signal);
    await until(() => server.counts.channels === 5);
    abort.abort(new Error('enough'));
    await assert.rejects(leaving, { message: 'enough' });
  });

  it('is made anew after a refused channel, since a host decides at the login what it permits', async () => {
    connect();
    const kept = await connection.open(far.socket);
    server.allow = () => false;
    await assert.rejects(connection.open(far.socket), { code: 'channel-refused' });
    server.allow = () => true;
    const next = await connection.open(far.socket);
    assert.equal(server.counts.sessions, 2);
    assert.equal(await echo(kept, 'hello'), 'hello');
    kept.destroy();
    await until(() => server.openConnections === 1);
    assert.equal(await echo(next, 'hello'), 'hello');
  });

  it('ends what is left on a former connection when it is closed', async () => {
    connect();
    const failed = once(await connection.open(far.socket), 'error');
    server.allow = () => false;
    await assert.rejects(connection.open(far.socket), { code: 'channel-refused' });
    await connection.close();
    assert.equal((await failed)[0].code, 'transport');
    await until(() => server.openConnections === 0);
  });

  it('is refused with a key that was revoked, and made when it is let in again', async () => {
    connect();
    server.revoked = true;
    await assert.rejects(connection.open(far.socket), { code: 'ssh-key-refused', user: 'fulmar' });
    await until(() => server.openConnections === 0);
    server.revoked = false;
    assert.equal(await echo(await connection.open(far.socket), 'hello'), 'hello');
  });
});

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** What comes back of a text that is sent. */
async function echo(stream: Duplex, text: string): Promise<string> {
  stream.write(text);
  const [octets] = await once(stream, 'data');
  stream.pause();
  return octets.toString();
}
