import type { X509Certificate } from 'node:crypto';
import type { SshTarget } from '../../albatross/ssh/authorized-keys.ts';
import type { HostKey } from '../../albatross/ssh/host-key.ts';
import { socketPathsIn } from '../../albatross/ssh/socket-paths.ts';
import type { Transport } from '../../albatross/transport.ts';

/** A CA that commands a host: its certificate, or a chain of them, and its private key, in PEM. */
export interface Authority {
  readonly certificate: string;
  readonly privateKey: string;
}

/** To a host's TLS endpoint. */
export interface TlsSettings {
  readonly transport: 'tls';
  /** A host name or an IP address. */
  readonly address: string;
  readonly port: number;
  readonly authority: Authority;
  /** SHA-256 of the host's public key, hex; null believes any that its CA vouches for. */
  readonly fingerprint: string | null;
}

/** Through a host's sshd. */
export interface SshSettings {
  readonly transport: 'ssh';
  /** A host name or an IP address. */
  readonly address: string;
  readonly port: number;
  readonly user: string;
  /** In OpenSSH's format or PEM, without a passphrase. */
  readonly privateKey: string;
  /** The only one that the host is believed with. */
  readonly hostKey: HostKey;
  readonly target: SocketsTarget | EndpointTarget;
}

/** The sockets of the daemons themselves. */
export interface SocketsTarget {
  readonly type: 'sockets';
  /** The folder of albatross's daemons, as `/run/albatross`. */
  readonly path: string;
}

/** The TLS endpoint, on the host's loopback. */
export interface EndpointTarget {
  readonly type: 'endpoint';
  readonly port: number;
  readonly authority: Authority;
  /** As that of a `TlsWay`. */
  readonly fingerprint: string | null;
}

/** How a host is reached, secrets included. */
export type ConnectionSettings = TlsSettings | SshSettings;

/** A transport of a managed host. */
export interface HostTransport extends Transport {
  /** The certificate of the host's endpoint; null or none: none was seen. */
  readonly presented?: X509Certificate | null;
  /** Keeps nothing open between commands from now on. */
  retire?(): void;
}

/** Where TLS endpoints listen that are reached through sshd, as seen from the host. */
export const loopback = '127.0.0.1';

/** What a key has to be let to for a target. */
export function permittedTarget(
  target: Pick<SocketsTarget, 'type' | 'path'> | Pick<EndpointTarget, 'type' | 'port'>,
): SshTarget {
  return target.type === 'sockets'
    ? { kind: 'sockets', paths: socketPathsIn(target.path) }
    : { kind: 'endpoint', address: loopback, port: target.port };
}
