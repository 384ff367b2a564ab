import { X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import { type CommandChain, certificateChain } from '../certificates/chain.ts';
import type { HostCredentials } from '../certificates/credentials.ts';
import { certificateToPem, privateKeyToPem } from '../certificates/pem.ts';
import type { Command } from '../commands.ts';
import { AlbatrossError } from '../errors.ts';
import { immediately, type Limiter } from '../limiter.ts';
import type { Path } from '../names.ts';
import { readyOr } from '../ready-or.ts';
import type { OpenOptions, Target, Transport } from '../transport.ts';
import { explainTlsError } from './alerts.ts';
import { connectTls, type Dial, type TlsConnection } from './connect.ts';
import { explainRefusal } from './explain-refusal.ts';
import { openHeld } from './open-held.ts';
import { verifyHost } from './verify-host.ts';

export interface TlsTransportOptions {
  /** A host name or an IP address. */
  readonly address: string;
  /** albatross-tls-endpoint's, 1025 by default. */
  readonly port?: number;
  /** Makes the way there, which TLS then runs over: TCP from here by default. */
  readonly dial?: Dial;
  /** Gives up what `dial` keeps open between connections. */
  readonly close?: () => Promise<void>;
  readonly credentials: HostCredentials;
  /** SHA-256 of the host's public key (SPKI), lower-case hex; null (default) accepts any key. */
  readonly fingerprint?: string | null;
  /** Told the fingerprint of each host that was believed. */
  readonly onFingerprint?: (fingerprint: string) => void;
  /** For name look-up, TCP and handshake together: 10 s by default. */
  readonly connectTimeoutMilliseconds?: number;
  /** Holds handshakes back; the time limit of each begins when it is let through. */
  readonly connectLimiter?: Limiter;
  readonly now?: () => Date;
}

/** Octets of an image: a larger one is worth more than what is done meanwhile, as held connections copy more. */
const maxHeldImage = 1024 * 1024;

/** The way to an albatross-tls-endpoint: a connection and a certificate chain a command. */
export class TlsTransport implements Transport {
  readonly canRemovePolicies = false;
  readonly #options: TlsTransportOptions;
  readonly #rootPem: string;
  /** The CAs that stand above our certificates. */
  readonly #authorities: readonly X509Certificate[];
  #presented: X509Certificate | null = null;

  constructor(options: TlsTransportOptions) {
    this.#options = options;
    const { delegated, root } = options.credentials;
    this.#authorities = [...delegated.map((raw) => new X509Certificate(raw)), root];
    this.#rootPem = certificateToPem(options.credentials.root.raw);
  }

  get prefix(): Path {
    return this.#options.credentials.prefix;
  }

  /** The certificate that the host presented last, and was believed; null: none was yet. */
  get presented(): X509Certificate | null {
    return this.#presented;
  }

  async open(target: Target, command: Command, options: OpenOptions = {}): Promise<TLSSocket> {
    const { signal, ready, imageSize = 0 } = options;
    const limit = this.#options.connectLimiter ?? immediately;
    const connect = (held: boolean, bound?: AbortSignal) =>
      limit(() => this.#connect(target, command, held, bound), bound);
    if (ready && imageSize <= maxHeldImage) {
      const socket = await openHeld((bound) => connect(true, bound), ready, signal);
      if (socket) return socket;
    }
    await readyOr(ready, signal, () => {});
    return (await connect(false, signal)).socket;
  }

  explain(error: Error): AlbatrossError {
    return explainRefusal(explainTlsError(error), this.#authorities, this.#now());
  }

  async close(): Promise<void> {
    await this.#options.close?.();
  }

  async #connect(
    target: Target,
    command: Command,
    held: boolean,
    signal?: AbortSignal,
  ): Promise<TlsConnection> {
    const { address, port = 1025, dial, connectTimeoutMilliseconds = 10_000 } = this.#options;
    signal?.throwIfAborted();
    const chain = certificateChain(this.#options.credentials, target, command, this.#now());
    const secureContext = this.#secureContext(chain);
    const timeoutMilliseconds = connectTimeoutMilliseconds;
    const how = { secureContext, timeoutMilliseconds, held };
    const connecting = connectTls({ address, port, dial, ...how }, signal);
    const connection = await connecting.catch((error: unknown) => {
      throw error instanceof AlbatrossError ? this.explain(error) : error;
    });
    try {
      this.#verify(connection.socket);
      return connection;
    } catch (error) {
      connection.socket.destroy();
      throw error;
    }
  }

  #verify(socket: TLSSocket): void {
    const { credentials, fingerprint = null, onFingerprint } = this.#options;
    const identity = { root: credentials.root, fingerprint };
    const certificate = socket.getPeerX509Certificate();
    const observed = verifyHost(certificate, identity, this.#now());
    this.#presented = certificate ?? null;
    onFingerprint?.(observed);
  }

  /** `ca` only keeps Node from loading its own roots; what counts is `verifyHost`. */
  #secureContext(chain: CommandChain): SecureContext {
    return createSecureContext({
      cert: chain.certificates.map(certificateToPem).join(''),
      key: privateKeyToPem(chain.privateKey),
      ca: this.#rootPem,
      minVersion: 'TLSv1.3',
      maxVersion: 'TLSv1.3',
    });
  }

  #now(): Date {
    return this.#options.now?.() ?? new Date();
  }
}
