import type { AlbatrossErrorCode } from '../../../../src/albatross/errors.ts';
import type { Transport } from '../../../../src/albatross/transport.ts';
import type { HostLocation } from '../../support/host-location.ts';

/** A transport, and what ends it and all that was made for it. */
export interface Opened {
  readonly transport: Transport;
  close(): Promise<void>;
}

/**
 * What legitimately differs between the two interfaces that a host can be asked by
 * (docs/albatross-protocol.md, section 3).
 */
export interface Differences {
  /**
   * What a reset looks like, before the host has said anything or later, and while we send: TCP knows
   * resets, unix sockets refuse only what is written then, and a channel of SSH just closes.
   */
  readonly reset: {
    readonly beforeAWord: AlbatrossErrorCode;
    readonly withinAMessage: AlbatrossErrorCode;
    readonly whileWeSend: AlbatrossErrorCode;
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
export const endpoint: Differences = {
  reset: { beforeAWord: 'transport', withinAMessage: 'transport', whileWeSend: 'transport' },
  missingVolume: { code: 'daemon-lost' },
  policyRefusal: (domain, words) => ({
    words: `expected success when adding policy, got: host [unikernel: ${domain}]: command failed ${words}`,
  }),
  endedByDaemon: { words: 'exception while reading from fd' },
  canRemovePolicies: false,
};

/** From the daemons themselves. */
export const daemons: Differences = {
  reset: {
    beforeAWord: 'silent-close',
    withinAMessage: 'malformed-message',
    whileWeSend: 'transport',
  },
  missingVolume: { words: 'set block: not found' },
  policyRefusal: (_domain, words) => ({ words }),
  endedByDaemon: { code: 'transport' },
  canRemovePolicies: true,
};

/** A kind of transport to a host, over which the client does all that it can. */
export interface TransportKind {
  readonly name: string;
  readonly differences: Differences;
  /** Whether what it needs is installed: its tests are counted as skipped where not. */
  readonly available: boolean;
  open(location: HostLocation): Promise<Opened>;
}
