import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect, type SecureContext, type TLSSocket } from 'node:tls';
import { TimeoutError } from '../errors.ts';
import { explainTlsError } from './alerts.ts';

/** Makes a way to an address and port that TLS can run over, which is the caller's to destroy. */
export type Dial = (address: string, port: number, signal: AbortSignal) => Promise<Duplex>;

export interface ConnectOptions {
  /** A host name or an IP address. */
  readonly address: string;
  readonly port: number;
  readonly secureContext: SecureContext;
  /** In place of TCP from here. */
  readonly dial?: Dial | undefined;
  /** For all of it: name look-up, TCP or what is dialled, and handshake. */
  readonly timeoutMilliseconds: number;
}

/** A silent peer is asked for a sign of life after this long, as a subscription may rest for ever. */
const keepAliveMilliseconds = 30_000;

/** Tries the next of a name's addresses after this long; Node's 250 ms gives up on distant ones. */
const attemptMilliseconds = 2_000;

/**
 * Connects and completes the handshake, believing nobody: the peer's certificate is the caller's to
 * check. Rejects with `TransportError`, `CertificateRefusedError`, `TimeoutError` (phase connect) or
 * the signal's reason; nothing is left open then.
 */
export async function connectTls(
  options: ConnectOptions,
  signal?: AbortSignal,
): Promise<TLSSocket> {
  const deadline = AbortSignal.timeout(options.timeoutMilliseconds);
  const bound = AbortSignal.any([deadline, ...optional(signal)]);
  try {
    return await shakeHands(await begin(options, bound), bound);
  } catch (error) {
    signal?.throwIfAborted();
    if (deadline.aborted) throw new TimeoutError('connect', options.timeoutMilliseconds);
    throw error instanceof Error ? explainTlsError(error) : error;
  }
}

async function begin(options: ConnectOptions, signal: AbortSignal): Promise<TLSSocket> {
  const { dial, address, port, secureContext } = options;
  if (!dial) return connect(tcpOptions(options));
  const raw = await dial(address, port, signal);
  const socket = connect({ socket: raw, secureContext, rejectUnauthorized: false });
  // Of what it runs over a TLS socket says less than that itself.
  raw.once('error', (error) => socket.destroy(error));
  socket.once('close', () => raw.destroy());
  return socket;
}

async function shakeHands(socket: TLSSocket, signal: AbortSignal): Promise<TLSSocket> {
  // Stays for good: an error before the owner's first listener must not end the process.
  socket.on('error', () => {});
  socket.setNoDelay(true);
  socket.setKeepAlive(true, keepAliveMilliseconds);
  try {
    await once(socket, 'secureConnect', { signal });
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** Typed here, since Node's types lack the attempt's time limit, which it hands to the TCP socket. */
function tcpOptions(
  options: ConnectOptions,
): ConnectionOptions & { autoSelectFamilyAttemptTimeout: number } {
  return {
    host: options.address,
    port: options.port,
    secureContext: options.secureContext,
    rejectUnauthorized: false,
    autoSelectFamilyAttemptTimeout: attemptMilliseconds,
  };
}

const optional = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);
