import type { Domain } from '../albatross/transport.ts';
import type { ManagedHost } from '../host-client/managed-host.ts';
import type { Authority } from './authority.ts';

/** An account's domain on a host: where a command is sent, and what may be used there. */
export interface HostDomain {
  readonly host: ManagedHost;
  readonly domain: Domain;
}

/** Where a request acts, and what whoever asks may do there: found once, when the request begins. */
export interface Place extends HostDomain {
  readonly authority: Authority;
  /**
   * The place as it is now, and what may be done there now: for what was asked for a while ago, since
   * its body took its time. Throws as `Places.find` does, and the problems of the credential.
   */
  confirm(): Promise<Place>;
}
