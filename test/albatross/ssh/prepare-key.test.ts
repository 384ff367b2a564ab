import assert from 'node:assert/strict';
import { KeyObject } from 'node:crypto';
import { once } from 'node:events';
import ssh2, { type Client } from 'ssh2';
import { z } from 'zod';
import { connectTcp } from '../../../src/albatross/ssh/connect-tcp.ts';
import { logIn } from '../../../src/albatross/ssh/handshake.ts';
import { prepareKey } from '../../../src/albatross/ssh/prepare-key.ts';
import { FarEnd } from './support/far-end.ts';
import { SshServer } from './support/ssh-server.ts';

describe('the key that ssh2 encrypts with', () => {
  it('is made once after each exchange of keys, and the host understands what it encrypts', async () => {
    await using server = await SshServer.start();
    await using far = await FarEnd.start();
    const signal = AbortSignal.timeout(5_000);
    const socket = await connectTcp(server.login, signal);
    const client = await logIn(socket, server.login, { interval: 0, count: 0 }, signal);
    const first = keyOf(client);
    assert.equal(await echo(client, far.pathOf('vmmd')), 'hello');
    const exchanged = once(client, 'handshake');
    server.exchangeKeys();
    await exchanged;
    assert.notDeepEqual(keyOf(client), first);
    assert.equal(await echo(client, far.pathOf('vmmd')), 'hello');
    client.end();
    await once(client, 'close');
  });

  it('is left aside where ssh2 holds none', () => {
    const client = new ssh2.Client();
    prepareKey(client);
    const cipher = { other: Buffer.alloc(16) };
    Reflect.set(client, '_protocol', { _cipher: cipher });
    prepareKey(client);
    assert.deepEqual(cipher, { other: Buffer.alloc(16) });
  });
});

const keyObject = z.custom<KeyObject>((value) => value instanceof KeyObject);
const keyHolder = z.object({
  _protocol: z.object({ _cipher: z.object({ _encKey: keyObject }) }),
});

const keyOf = (client: Client) => keyHolder.parse(client)._protocol._cipher._encKey.export();

async function echo(client: Client, path: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<ssh2.Channel>();
  client.openssh_forwardOutStreamLocal(path, (error, channel) =>
    error ? reject(error) : resolve(channel),
  );
  const channel = await promise;
  channel.write('hello');
  const [answer] = await once(channel, 'data');
  channel.end();
  return `${answer}`;
}
