import type { LogForm } from '../albatross/log.ts';
import type { Policy } from '../albatross/policy.ts';
import type { KeyPair } from './tls/host-certificates.ts';

/** Releases that differ in what they do (docs/albatross-protocol.md, section 8). */
export type Series = '2.7' | '2.8';

export interface EmulatorOptions {
  /** Where the volumes' files are; it belongs to the caller, and is written to once there is one. */
  readonly folder: string;
  /** Default 127.0.0.1. */
  readonly address?: string;
  /** Default 0, a free one, kept through restarts. */
  readonly port?: number;
  /** A folder where the daemons' own sockets are, too, as in /run/albatross/util; default none. */
  readonly sockets?: string;
  /** The CA of the host; made where none is given. Several hosts may share one. */
  readonly authority?: KeyPair;
  /** The host's own certificate, issued by the CA; made where none is given. */
  readonly certificate?: KeyPair;
  /** What the machine has. */
  readonly rootPolicy?: Policy;
  /** The series of albatross's releases that it is of; default 2.7. */
  readonly series?: Series;
  /** How its log is subscribed to; null: it has none, as up to 2.7. Default: as is likely of its series. */
  readonly logForm?: LogForm | null;
  /** What it has tenders for, as `hvt 2`: target and version of its ABI; default all of version 1 and 2. */
  readonly tenders?: readonly string[];
  /** Whether volumes have no content: what is written is dropped, and zeros are read. */
  readonly discardVolumes?: boolean;
  /** Milliseconds between the lines that a unikernel prints; default 10 s. */
  readonly consoleInterval?: number;
  /** Milliseconds between samples; default 10 s, as on a host. */
  readonly statsInterval?: number;
  /** Milliseconds that a unikernel lives that cannot, and that one which restarts stays away; default 50. */
  readonly exitDelay?: number;
  readonly clock?: () => Date;
}

/** As current packages of solo5 bring along. */
export const defaultTenders: readonly string[] = ['hvt 1', 'hvt 2', 'spt 1', 'spt 2'];

/** As much as a host with four CPUs and two bridges has. */
export const defaultRootPolicy: Policy = {
  unikernels: 2n ** 62n - 1n,
  cpuids: [0, 1, 2, 3],
  memory: 16_384,
  block: 262_144,
  bridges: ['service', 'management'],
};
