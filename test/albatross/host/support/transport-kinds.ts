import { parseCredentials } from '../../../../src/albatross/certificates/credentials.ts';
import { SocketTransport } from '../../../../src/albatross/sockets/socket-transport.ts';
import { TlsTransport } from '../../../../src/albatross/tls/tls-transport.ts';
import { dialUnix } from '../../support/dial-unix.ts';
import { openSsh, sshToEndpoint, sshToSockets } from './ssh-transport-kinds.ts';
import { daemons, endpoint, type TransportKind } from './transport-kind.ts';

/** By TLS to the endpoint. */
export const tls: TransportKind = {
  name: 'TLS',
  differences: endpoint,
  available: true,
  async open({ address, port, authority }) {
    const { certificatePem, privateKeyPem } = authority;
    const credentials = parseCredentials(certificatePem, privateKeyPem, new Date());
    const transport = new TlsTransport({ address, port, credentials });
    return { transport, close: () => transport.close() };
  },
};

/** By unix sockets to the daemons. */
export const sockets: TransportKind = {
  name: 'sockets',
  differences: daemons,
  available: true,
  async open({ sockets: folder }) {
    if (folder === null) throw new Error('the host has no sockets');
    const transport = new SocketTransport({ dial: dialUnix(folder) });
    return { transport, close: () => transport.close() };
  },
};

const transportKinds: readonly TransportKind[] = [
  tls,
  sockets,
  sshToSockets,
  sshToEndpoint,
  openSsh,
];

/** Runs tests over every kind of transport. */
export function describeTransports(
  title: string,
  tests: (transportKind: TransportKind) => void,
): void {
  for (const transportKind of transportKinds) {
    const describeTransport = transportKind.available ? describe : describe.skip;
    describeTransport(`${title} [${transportKind.name}]`, () => tests(transportKind));
  }
}
