import type { Dial } from '../sockets/dial.ts';
import type { Dial as DialEndpoint } from '../tls/connect.ts';
import type { SshConnection } from './connection.ts';
import type { SocketPaths } from './socket-paths.ts';

/** Opens a channel to the socket of one of a host's daemons; `SshConnection.open` says how it fails. */
export const dialSockets =
  (connection: SshConnection, paths: SocketPaths): Dial =>
  (service, signal) =>
    connection.open({ kind: 'socket', path: paths[service] }, signal);

/** Opens a channel to a port, as seen from the host: for TLS to an endpoint on its loopback. */
export const dialEndpoint =
  (connection: SshConnection): DialEndpoint =>
  (address, port, signal) =>
    connection.open({ kind: 'tcp', address, port }, signal);
