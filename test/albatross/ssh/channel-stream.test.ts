import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { SshConnection } from '../../../src/albatross/ssh/connection.ts';
import { FarEnd } from './support/far-end.ts';
import { SshServer } from './support/ssh-server.ts';
import { until } from './support/until.ts';

const mebibyte = 1024 * 1024;
/** More than all windows and buffers on the way hold together. */
const tooMuch = 64;

describe('a channel', () => {
  let server: SshServer;
  let far: FarEnd;
  let connection: SshConnection;
  let serve: (socket: Socket) => void;

  beforeEach(async () => {
    server = await SshServer.start();
    far = await FarEnd.start((socket) => serve(socket));
    connection = new SshConnection(server.login);
  });

  afterEach(async () => {
    await connection.close();
    await server[Symbol.asyncDispose]();
    await far[Symbol.asyncDispose]();
  });

  it('carries octets unchanged in both directions, whatever their number', async () => {
    serve = (socket) => socket.pipe(socket);
    const stream = await connection.open(far.socket);
    const content = randomBytes(5 * mebibyte + 7);
    stream.end(content);
    assert.ok(Buffer.concat(await stream.toArray()).equals(content));
  });

  it('lets us wait while the far end does not read', async () => {
    serve = () => {};
    const stream = await connection.open(far.socket);
    const written = await writeUntilStuck(stream);
    assert.ok(written < tooMuch, `${written} MiB were taken`);
    const [socket] = far.connections;
    assert.ok(socket);
    socket.resume();
    stream.end();
    await once(socket, 'end');
    assert.equal(socket.bytesRead, (written + 1) * mebibyte);
  });

  it('lets the far end wait while we do not read', async () => {
    let written = Promise.resolve(0);
    serve = (socket) => {
      written = writeUntilStuck(socket);
    };
    const stream = await connection.open(far.socket);
    await until(() => far.connections.length === 1);
    assert.ok((await written) < tooMuch);
    far.connections[0]?.end();
    assert.equal(
      (await stream.toArray()).reduce((sum, { length }) => sum + length, 0),
      ((await written) + 1) * mebibyte,
    );
  });

  it('gives the last words of a far end that closes while we still write', async () => {
    serve = (socket) => socket.end('enough');
    const stream = await connection.open(far.socket);
    const content = randomBytes(mebibyte);
    const writing = (async () => {
      while (!stream.readableEnded) await write(stream, content);
    })();
    assert.equal((await stream.toArray()).join(''), 'enough');
    await writing;
  });

  it('that has come to its end is not touched by the loss of the connection', async () => {
    serve = (socket) => socket.end('done');
    const stream = await connection.open(far.socket);
    await until(() => stream.readableLength > 0);

    await until(() => server.openChannels === 0);
    const other = await connection.open(far.socket);
    assert.equal((await other.toArray()).join(''), 'done');
    server.drop();
    await until(() => server.openConnections === 0);
    assert.equal((await stream.toArray()).join(''), 'done');
  });

  it('is closed on the far end when it is destroyed, with what was still to be sent', async () => {
    serve = () => {};
    const stream = await connection.open(far.socket);
    await writeUntilStuck(stream);
    stream.destroy();
    await once(stream, 'close');
    far.connections[0]?.resume();
    await until(() => server.openChannels === 0);
    serve = (socket) => socket.pipe(socket);
    const next = await connection.open(far.socket);
    next.end('the connection lives');
    assert.equal((await next.toArray()).join(''), 'the connection lives');
  });
});

/** Resolves when the octets are on their way, or nothing is any more. */
const write = (stream: Duplex, content: Buffer) =>
  new Promise<void>((resolve) => {
    stream.write(content, () => resolve());
  });

/** How many MiB are taken before nothing goes on for a while; one more waits then. */
async function writeUntilStuck(stream: Duplex): Promise<number> {
  const content = Buffer.alloc(mebibyte);
  for (let count = 0; count < tooMuch; count++) {
    const patience = new Promise<'stuck'>((resolve) => setTimeout(resolve, 200, 'stuck'));
    if ((await Promise.race([write(stream, content), patience])) === 'stuck') return count;
  }
  return tooMuch;
}
