import type { Socket } from 'node:net';
import ssh2, { type Client, type ClientErrorExtensions, type PublicKeyAuthMethod } from 'ssh2';
import { type AlbatrossError, TransportError } from '../errors.ts';
import type { SshAddress } from './connect-tcp.ts';
import { HostKeyError, SshKeyRefusedError } from './errors.ts';
import { algorithmsFor, type HostKey, hostKeyOf } from './host-key.ts';
import { prepareKey } from './prepare-key.ts';
import type { SshKey } from './ssh-key.ts';
import { unlessAborted } from './wait.ts';

/** Who is spoken to, and as whom. */
export interface SshLogin extends SshAddress {
  readonly user: string;
  readonly key: SshKey;
  /** The only key that the host is believed with. */
  readonly hostKey: HostKey;
}

export interface KeepAlive {
  /** A host is asked for a sign of life this often: milliseconds. */
  readonly interval: number;
  /** It is given up when so many in a row remain without an answer. */
  readonly count: number;
}

/**
 * Shakes hands over a TCP connection and logs in. Another host key than the known one ends it before
 * anything about us is told. Rejects with `HostKeyError`, `SshKeyRefusedError`, `TransportError` or
 * the signal's reason; the socket is then the caller's to destroy.
 */
export async function logIn(
  socket: Socket,
  login: SshLogin,
  keepAlive: KeepAlive,
  signal: AbortSignal,
): Promise<Client> {
  const { user, key, hostKey } = login;
  const client = new ssh2.Client();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const method: PublicKeyAuthMethod = { type: 'publickey', username: user, key: key.privateKey };
  client.on('handshake', () => prepareKey(client));
  client.on('ready', resolve);
  client.on('error', (error) => reject(explain(error, user)));
  client.on('close', () => reject(new TransportError('sshd closed the connection')));
  client.connect({
    sock: socket,
    username: user,
    authHandler: [method],
    hostVerifier: (publicKey: Buffer) => {
      const presented = hostKeyOf(publicKey);
      if (presented.fingerprint === hostKey.fingerprint) return true;
      reject(new HostKeyError(presented, hostKey));
      return false;
    },
    algorithms: { serverHostKey: algorithmsFor(hostKey.type), compress: ['none'] },
    // Whether a host forwards to sockets is its own to say.
    strictVendor: false,
    readyTimeout: 0,
    keepaliveInterval: keepAlive.interval,
    keepaliveCountMax: keepAlive.count,
  });
  await unlessAborted(promise, signal);
  return client;
}

function explain(cause: Error & ClientErrorExtensions, user: string): AlbatrossError {
  if (cause.level === 'client-authentication') return new SshKeyRefusedError(user, { cause });
  return new TransportError(`the SSH connection failed: ${cause.message}`, { cause });
}
