import { parseCredentials } from '../../../../src/albatross/certificates/credentials.ts';
import type { AlbatrossErrorCode } from '../../../../src/albatross/errors.ts';
import { SocketTransport } from '../../../../src/albatross/sockets/socket-transport.ts';
import { TlsTransport } from '../../../../src/albatross/tls/tls-transport.ts';
import type { Transport } from '../../../../src/albatross/transport.ts';
import { dialUnix } from '../../support/dial-unix.ts';
import type { Place } from '../../support/place.ts';

/** A transport, and what ends it and all that was made for it. */
export interface Opened {
  readonly transport: Transport;
  close(): Promise<void>;
}

/** What legitimately differs between the two ways that a host can be asked (PROTOCOL.md section 3). */
export interface Differences {
  /** What a reset looks like, before the host has said anything or later: only TCP knows resets. */
  readonly reset: {
    readonly beforeAWord: AlbatrossErrorCode;
    readonly withinAMessage: AlbatrossErrorCode;
  };
  /** What a volume says that is missing and filled: the endpoint learns only that writing failed. */
  readonly missingVolume: object;
  /** What a policy is refused with, by the words of albatrossd. */
  readonly policyRefusal: (domain: string, words: string) => object;
  /** What ends a subscription that a daemon ends: the endpoint puts that into words. */
  readonly endedByDaemon: object;
  readonly canRemovePolicies: boolean;
}

/** Through albatross-tls-endpoint. */
const endpoint: Differences = {
  reset: { beforeAWord: 'transport', withinAMessage: 'transport' },
  missingVolume: { code: 'daemon-lost' },
  policyRefusal: (domain, words) => ({
    words: `expected success when adding policy, got: host [unikernel: ${domain}]: command failed ${words}`,
  }),
  endedByDaemon: { words: 'exception while reading from fd' },
  canRemovePolicies: false,
};

/** From the daemons themselves. */
const daemons: Differences = {
  reset: { beforeAWord: 'silent-close', withinAMessage: 'malformed-message' },
  missingVolume: { words: 'set block: not found' },
  policyRefusal: (_domain, words) => ({ words }),
  endedByDaemon: { code: 'transport' },
  canRemovePolicies: true,
};

/** A way to a host, over which the client does all that it can. */
export interface Way {
  readonly name: string;
  readonly differences: Differences;
  open(place: Place): Promise<Opened>;
}

/** By TLS to the endpoint. */
export const tls: Way = {
  name: 'TLS',
  differences: endpoint,
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
  async open({ sockets: folder }) {
    if (folder === null) throw new Error('the host has no sockets');
    const transport = new SocketTransport({ dial: dialUnix(folder) });
    return { transport, close: () => transport.close() };
  },
};

const ways: readonly Way[] = [tls, sockets];

/** Runs tests over every way in. */
export function describeWays(title: string, tests: (way: Way) => void): void {
  for (const way of ways) describe(`${title} [${way.name}]`, () => tests(way));
}
