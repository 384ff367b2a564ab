import type { KeyPair } from '../../../src/emulator/tls/presented.ts';

/** Where a host can be reached, an emulated one or a scripted one, by all ways in. */
export interface Place {
  readonly address: string;
  /** Of the TLS endpoint. */
  readonly port: number;
  /** The CA that the endpoint's certificate is of, and that clients' have to be of. */
  readonly authority: KeyPair;
  /** The folder of the daemons' own sockets; null: there are none. */
  readonly sockets: string | null;
}
