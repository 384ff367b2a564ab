import { parseCredentials } from '../../../../src/albatross/certificates/credentials.ts';
import { SocketTransport } from '../../../../src/albatross/sockets/socket-transport.ts';
import { TlsTransport } from '../../../../src/albatross/tls/tls-transport.ts';
import { dialUnix } from '../../support/dial-unix.ts';
import { openSsh, sshToEndpoint, sshToSockets } from './ssh-ways.ts';
import { daemons, endpoint, type Way } from './way.ts';

/** By TLS to the endpoint. */
export const tls: Way = {
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
export const sockets: Way = {
  name: 'sockets',
  differences: daemons,
  available: true,
  async open({ sockets: folder }) {
    if (folder === null) throw new Error('the host has no sockets');
    const transport = new SocketTransport({ dial: dialUnix(folder) });
    return { transport, close: () => transport.close() };
  },
};

const ways: readonly Way[] = [tls, sockets, sshToSockets, sshToEndpoint, openSsh];

/** Runs tests over every way in. */
export function describeWays(title: string, tests: (way: Way) => void): void {
  for (const way of ways) {
    const describeWay = way.available ? describe : describe.skip;
    describeWay(`${title} [${way.name}]`, () => tests(way));
  }
}
