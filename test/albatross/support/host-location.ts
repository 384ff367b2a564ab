import type { KeyPair } from '../../../src/emulator/tls/host-certificates.ts';

/** Where a host can be reached, an emulated one or a scripted one, by every kind of transport. */
export interface HostLocation {
  readonly address: string;
  /** Of the TLS endpoint. */
  readonly port: number;
  /** The CA that the endpoint's certificate is of, and that clients' have to be of. */
  readonly authority: KeyPair;
  /** The folder of the daemons' own sockets; null: there are none. */
  readonly sockets: string | null;
}
