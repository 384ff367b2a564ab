import type { Socket } from 'node:net';
import ssh2 from 'ssh2';
import { TransportError } from '../errors.ts';
import { connectTcp, type SshAddress } from './connect-tcp.ts';
import { algorithmsOf, type HostKey, type HostKeyType, hostKeyOf } from './host-key.ts';
import { unlessAborted, within } from './wait.ts';

/** The types of key that are asked for one by one; a host has one ECDSA key at most. */
const groups: readonly (readonly HostKeyType[])[] = [
  ['ssh-ed25519'],
  ['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521'],
  ['ssh-rsa'],
];

/**
 * The keys that a host presents, the preferred one first and at least one, as `ssh-keyscan` asks for
 * them: with a connection a type, none of which gets further than the key. Nobody has vouched for
 * them. Rejects with `TransportError`, `TimeoutError` (phase connect) or the signal's reason.
 */
export async function scanHostKeys(
  where: SshAddress,
  signal?: AbortSignal,
  timeoutMilliseconds = 10_000,
): Promise<[HostKey, ...HostKey[]]> {
  return await within(timeoutMilliseconds, [signal], async (bound) => {
    const answers = await Promise.allSettled(groups.map((types) => scan(where, types, bound)));
    bound.throwIfAborted();
    const [first, ...others] = answers.filter((one) => one.status === 'fulfilled');
    if (first) return [first.value, ...others.map(({ value }) => value)];
    const failed = answers.find((one) => one.status === 'rejected');
    throw failed?.reason;
  });
}

async function scan(
  where: SshAddress,
  types: readonly HostKeyType[],
  signal: AbortSignal,
): Promise<HostKey> {
  const socket = await connectTcp(where, signal);
  try {
    return await unlessAborted(presentedKey(socket, types), signal);
  } finally {
    socket.destroy();
  }
}

/** The key that a host presents; it is refused, which ends the handshake. */
function presentedKey(socket: Socket, types: readonly HostKeyType[]): Promise<HostKey> {
  const { promise, resolve, reject } = Promise.withResolvers<HostKey>();
  const client = new ssh2.Client();
  client.on('error', (cause) => {
    reject(new TransportError(`the host presented no key: ${cause.message}`, { cause }));
  });
  client.on('close', () => reject(new TransportError('sshd closed the connection')));
  client.connect({
    sock: socket,
    username: '',
    hostVerifier: (publicKey: Buffer) => {
      resolve(hostKeyOf(publicKey));
      return false;
    },
    algorithms: { serverHostKey: types.flatMap(algorithmsOf) },
    readyTimeout: 0,
  });
  return promise;
}
