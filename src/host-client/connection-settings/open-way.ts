import { parseCredentials } from '../../albatross/certificates/credentials.ts';
import { defaultLimits, type HostLimits } from '../../albatross/host/limits.ts';
import { SocketTransport } from '../../albatross/sockets/socket-transport.ts';
import { SshConnection, type SshLimits } from '../../albatross/ssh/connection.ts';
import { dialEndpoint, dialSockets } from '../../albatross/ssh/dial.ts';
import type { SshLogin } from '../../albatross/ssh/handshake.ts';
import { socketPathsIn } from '../../albatross/ssh/socket-paths.ts';
import { parseSshKey } from '../../albatross/ssh/ssh-key.ts';
import { TlsTransport } from '../../albatross/tls/tls-transport.ts';
import type { Clock } from '../../base/clock.ts';
import type { HandshakeLimiter } from '../handshake-limiter.ts';
import {
  type EndpointTarget,
  type HostWay,
  loopback,
  type SocketsTarget,
  type SshWay,
  type TlsWay,
  type WayTransport,
} from './host-way.ts';
import { SshTransport } from './ssh-transport.ts';

export interface OpenWayOptions {
  readonly handshakes: HandshakeLimiter;
  readonly clock: Clock;
  readonly limits?: Partial<HostLimits>;
  readonly sshLimits?: Partial<SshLimits>;
  /** Told the fingerprint of the TLS endpoint, each time that it is believed. */
  readonly onFingerprint?: (fingerprint: string) => void;
}

/** A transport of this way; nothing is connected yet. Throws `CredentialsError`, `SshKeyError`. */
export function openWay(way: HostWay, options: OpenWayOptions): WayTransport {
  if (way.transport === 'tls') return new TlsTransport(tlsOptions(way, options));
  return way.target.type === 'sockets'
    ? toSockets(way, way.target, options)
    : toEndpoint(way, way.target, options);
}

/** One handshake for all commands: those wait for it together. */
function toSockets(
  way: SshWay,
  { path }: SocketsTarget,
  { handshakes, limits, sshLimits }: OpenWayOptions,
): WayTransport {
  const surroundings = { connectLimiter: handshakes.limit, onTurn: handshakes.begin };
  const connection = new SshConnection(loginOf(way), sshLimits, surroundings);
  const dial = dialSockets(connection, socketPathsIn(path));
  const replyTimeoutMilliseconds = limits?.replyTimeout ?? defaultLimits.replyTimeout;
  return new SshTransport(connection, new SocketTransport({ dial, replyTimeoutMilliseconds }));
}

/** A TLS handshake a command, which is what is limited: that of SSH is part of the first one. */
function toEndpoint(way: SshWay, target: EndpointTarget, options: OpenWayOptions): WayTransport {
  const connection = new SshConnection(loginOf(way), options.sshLimits);
  const dial = dialEndpoint(connection);
  const endpoint = tlsOptions({ ...target, address: loopback }, options);
  return new SshTransport(connection, new TlsTransport({ ...endpoint, dial }));
}

function loginOf({ address, port, user, hostKey, privateKey }: SshWay): SshLogin {
  return { address, port, user, hostKey, key: parseSshKey(privateKey) };
}

function tlsOptions(
  { address, port, authority, fingerprint }: Omit<TlsWay, 'transport'>,
  { handshakes, clock, onFingerprint }: OpenWayOptions,
) {
  const credentials = parseCredentials(authority.certificate, authority.privateKey, clock());
  return {
    ...{ address, port, credentials, fingerprint },
    connectLimiter: handshakes.limit,
    now: clock,
    ...(onFingerprint && { onFingerprint }),
  };
}
