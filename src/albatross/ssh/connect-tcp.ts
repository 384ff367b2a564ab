import { once } from 'node:events';
import { connect, type Socket, type TcpNetConnectOpts } from 'node:net';
import { TransportError } from '../errors.ts';

/** Where a host's sshd listens: a host name or an IP address, and a port. */
export interface SshAddress {
  readonly address: string;
  readonly port: number;
}

/** Tries the next of a name's addresses after this long; Node's 250 ms gives up on distant ones. */
const attemptMilliseconds = 2_000;

/** Rejects with `TransportError`, whose cause is the system's error, or with the signal's reason. */
export async function connectTcp(where: SshAddress, signal: AbortSignal): Promise<Socket> {
  const socket = connect(optionsFor(where));
  // Stays for good: an error before the owner's first listener must not end the process.
  socket.on('error', () => {});
  socket.setNoDelay(true);
  try {
    await once(socket, 'connect', { signal });
    return socket;
  } catch (cause) {
    socket.destroy();
    signal.throwIfAborted();
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TransportError(`the connection to sshd failed: ${why}`, { cause });
  }
}

const optionsFor = ({ address, port }: SshAddress): TcpNetConnectOpts => ({
  host: address,
  port,
  autoSelectFamilyAttemptTimeout: attemptMilliseconds,
});
