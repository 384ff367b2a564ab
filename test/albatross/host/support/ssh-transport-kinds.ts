import { join } from 'node:path';
import { parseCredentials } from '../../../../src/albatross/certificates/credentials.ts';
import { SocketTransport } from '../../../../src/albatross/sockets/socket-transport.ts';
import {
  authorizedKeysLine,
  publicKeyLine,
} from '../../../../src/albatross/ssh/authorized-keys.ts';
import { SshConnection } from '../../../../src/albatross/ssh/connection.ts';
import { dialEndpoint, dialSockets } from '../../../../src/albatross/ssh/dial.ts';
import type { SocketPaths } from '../../../../src/albatross/ssh/socket-paths.ts';
import { TlsTransport } from '../../../../src/albatross/tls/tls-transport.ts';
import { Sshd, sshdIsInstalled } from '../../../support/sshd.ts';
import { SshServer } from '../../ssh/support/ssh-server.ts';
import { socketNames } from '../../support/dial-unix.ts';
import type { HostLocation } from '../../support/host-location.ts';
import { daemons, endpoint, type Opened, type TransportKind } from './transport-kind.ts';

/** A channel closes, whatever happened behind it. */
const reset = { ...daemons.reset, whileWeSend: 'silent-close' } as const;

/** By SSH to the daemons' sockets. */
export const sshToSockets: TransportKind = {
  name: 'SSH to sockets',
  differences: { ...daemons, reset },
  available: true,
  async open(location) {
    const server = await SshServer.start();
    return openSockets(new SshConnection(server.login), pathsOf(location), server);
  },
};

/** By SSH to the endpoint, with TLS inside. */
export const sshToEndpoint: TransportKind = {
  name: 'SSH to the endpoint',
  differences: { ...endpoint, reset },
  available: true,
  async open({ address, port, authority }) {
    const server = await SshServer.start();
    const connection = new SshConnection(server.login);
    const { certificatePem, privateKeyPem } = authority;
    const credentials = parseCredentials(certificatePem, privateKeyPem, new Date());
    const dial = dialEndpoint(connection);
    const transport = new TlsTransport({ address, port, credentials, dial });
    return { transport, close: () => closeAll(connection, server) };
  },
};

/** By OpenSSH's server, which the line that we print lets to the sockets only. */
export const openSsh: TransportKind = {
  name: 'OpenSSH to sockets',
  differences: { ...daemons, reset },
  available: sshdIsInstalled,
  async open(location) {
    const paths = pathsOf(location);
    const sshd = await Sshd.start();
    await sshd.authorize(authorizedKeysLine(publicKeyLine(sshd.key), { kind: 'sockets', paths }));
    return openSockets(new SshConnection(sshd.login), paths, sshd);
  },
};

function openSockets(
  connection: SshConnection,
  paths: SocketPaths,
  server: AsyncDisposable,
): Opened {
  const transport = new SocketTransport({ dial: dialSockets(connection, paths) });
  return { transport, close: () => closeAll(connection, server) };
}

async function closeAll(connection: SshConnection, server: AsyncDisposable): Promise<void> {
  await connection.close();
  await server[Symbol.asyncDispose]();
}

function pathsOf({ sockets: folder }: HostLocation): SocketPaths {
  if (folder === null) throw new Error('the host has no sockets');
  return {
    albatrossd: join(folder, socketNames.albatrossd),
    console: join(folder, socketNames.console),
    stats: join(folder, socketNames.stats),
  };
}
