import type { Clock } from '../base/clock.ts';
import type { Download } from '../outgoing/download.ts';
import type { RegistryName } from '../outgoing/registry-name.ts';
import type { RequestLimits } from './pinned-source.ts';

/** Services that accounts keep credentials for; other registries by their names. */
export type CredentialService = 'github' | 'docker-hub' | RegistryName;

/** A credential that is about to be shown. */
export interface Credential {
  readonly secret: string;
  /** Whose it is: that of the account for which it is shown, or the server's. */
  readonly owner: 'account' | 'server';
  /** The host of the token service that may see it beside the service itself; null: none. */
  readonly tokenService: string | null;
  /** Remembers what the service said of it. */
  note(said: CredentialSaid): Promise<void>;
}

/** What a service says of a credential that it was shown. */
export interface CredentialSaid {
  readonly accepted: boolean;
  /** null: nothing was said of a limit. */
  readonly limits: RequestLimits | null;
}

/**
 * The credential for a service that is used for an account: its own, else the server's, else null; none
 * for nobody. Rejects with `source-credential-refused`.
 */
export type CredentialFor = (
  accountId: string | null,
  service: CredentialService,
) => Promise<Credential | null>;

/** What the kinds of sources stand on. */
export interface ServiceDeps {
  readonly download: Download;
  readonly clock: Clock;
  readonly credentialFor: CredentialFor;
}

/** Who asks. */
export const agent = { 'user-agent': 'fulmar' };

/** A file as it is there: not packed for the way. */
export const fileHeaders = { ...agent, accept: '*/*', 'accept-encoding': 'identity' };
