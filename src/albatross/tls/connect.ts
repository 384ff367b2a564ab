import { once } from 'node:events';
import { connect as connectTcp, type NetConnectOpts } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import { TimeoutError } from '../errors.ts';
import { explainTlsError } from './alerts.ts';
import { hearOut } from './hear-out.ts';
import { HeldStream } from './held-stream.ts';

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
  /** Whether our certificate, and all that follows, is held until the connection is released. */
  readonly held: boolean;
}

/** A connection that is complete as far as we are concerned. */
export interface TlsConnection {
  readonly socket: TLSSocket;
  /** Lets out what is held. */
  release(): void;
}

/** A silent peer is asked for a sign of life after this long, as a subscription may rest for ever. */
const keepAlive = { keepAlive: true, keepAliveInitialDelay: 30_000 };

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
): Promise<TlsConnection> {
  const deadline = AbortSignal.timeout(options.timeoutMilliseconds);
  const bound = AbortSignal.any([deadline, ...optional(signal)]);
  try {
    const { socket, release } = await begin(options, bound);
    return { socket: hearOut(await shakeHands(socket, bound)), release };
  } catch (error) {
    signal?.throwIfAborted();
    if (deadline.aborted) throw new TimeoutError('connect', options.timeoutMilliseconds);
    throw error instanceof Error ? explainTlsError(error) : error;
  }
}

async function begin(options: ConnectOptions, signal: AbortSignal): Promise<TlsConnection> {
  const { dial, address, port, secureContext, held } = options;
  if (held) {
    const stream = new HeldStream(await dialRaw(options, signal));
    return { socket: over(stream, secureContext), release: () => stream.release() };
  }
  if (dial) return { socket: over(await dial(address, port, signal), secureContext), release };
  const tcp = tcpOptions(options);
  return { socket: connect({ ...tcp, secureContext, rejectUnauthorized: false }), release };
}

/** Nothing is held. */
const release = () => {};

/** Of TCP it need not be there yet. */
async function dialRaw(options: ConnectOptions, signal: AbortSignal): Promise<Duplex> {
  const { dial, address, port } = options;
  if (dial) return await dial(address, port, signal);
  return hearOut(connectTcp({ ...tcpOptions(options), noDelay: true, ...keepAlive }));
}

function over(raw: Duplex, secureContext: SecureContext): TLSSocket {
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
  socket.setKeepAlive(true, keepAlive.keepAliveInitialDelay);
  try {
    await once(socket, 'secureConnect', { signal });
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** Typed here, since Node's types lack the attempt's time limit, which it hands to the TCP socket. */
function tcpOptions({ address: host, port }: ConnectOptions): NetConnectOpts & {
  host: string;
  port: number;
  autoSelectFamilyAttemptTimeout: number;
} {
  return { host, port, autoSelectFamilyAttemptTimeout: attemptMilliseconds };
}

const optional = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);
