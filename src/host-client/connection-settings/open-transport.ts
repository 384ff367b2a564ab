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
  type ConnectionSettings,
  type EndpointTarget,
  type HostTransport,
  loopback,
  type SocketsTarget,
  type SshSettings,
  type TlsSettings,
} from './connection-settings.ts';
import { SshTransport } from './ssh-transport.ts';

export interface TransportDeps {
  readonly handshakes: HandshakeLimiter;
  readonly clock: Clock;
  readonly limits?: Partial<HostLimits>;
  readonly sshLimits?: Partial<SshLimits>;
  /** Told the fingerprint of the TLS endpoint, each time that it is believed. */
  readonly onFingerprint?: (fingerprint: string) => void;
}

/** A transport with these settings; nothing is connected yet. Throws `CredentialsError`, `SshKeyError`. */
export function openTransport(settings: ConnectionSettings, deps: TransportDeps): HostTransport {
  if (settings.transport === 'tls') return new TlsTransport(tlsOptions(settings, deps));
  return settings.target.type === 'sockets'
    ? toSockets(settings, settings.target, deps)
    : toEndpoint(settings, settings.target, deps);
}

/** One handshake for all commands: those wait for it together. */
function toSockets(
  settings: SshSettings,
  { path }: SocketsTarget,
  { handshakes, limits, sshLimits }: TransportDeps,
): HostTransport {
  const connectionDeps = { connectLimiter: handshakes.limit, onTurn: handshakes.begin };
  const connection = new SshConnection(loginOf(settings), sshLimits, connectionDeps);
  const dial = dialSockets(connection, socketPathsIn(path));
  const replyTimeoutMilliseconds = limits?.replyTimeout ?? defaultLimits.replyTimeout;
  return new SshTransport(connection, new SocketTransport({ dial, replyTimeoutMilliseconds }));
}

/** A TLS handshake a command, which is what is limited: that of SSH is part of the first one. */
function toEndpoint(
  settings: SshSettings,
  target: EndpointTarget,
  deps: TransportDeps,
): HostTransport {
  const connection = new SshConnection(loginOf(settings), deps.sshLimits);
  const dial = dialEndpoint(connection);
  const endpoint = tlsOptions({ ...target, address: loopback }, deps);
  return new SshTransport(connection, new TlsTransport({ ...endpoint, dial }));
}

function loginOf({ address, port, user, hostKey, privateKey }: SshSettings): SshLogin {
  return { address, port, user, hostKey, key: parseSshKey(privateKey) };
}

function tlsOptions(
  { address, port, authority, fingerprint }: Omit<TlsSettings, 'transport'>,
  { handshakes, clock, onFingerprint }: TransportDeps,
) {
  const credentials = parseCredentials(authority.certificate, authority.privateKey, clock());
  return {
    ...{ address, port, credentials, fingerprint },
    connectLimiter: handshakes.limit,
    now: clock,
    ...(onFingerprint && { onFingerprint }),
  };
}
