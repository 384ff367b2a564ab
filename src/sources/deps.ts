import type { Clock } from '../base/clock.ts';
import type { Download } from '../outgoing/download.ts';

/** Services that accounts keep credentials for. */
export type CredentialService = 'github' | 'docker-hub';

/**
 * The credential for a service that is used for an account: its own, else the server's, else null; none
 * for nobody. Rejects with `source-credential-refused`.
 */
export type SecretFor = (
  accountId: string | null,
  service: CredentialService,
) => Promise<string | null>;

/** What the kinds of sources stand on. */
export interface ServiceDeps {
  readonly download: Download;
  readonly clock: Clock;
  readonly secretFor: SecretFor;
}

/** Who asks. */
export const agent = { 'user-agent': 'fulmar' };

/** A file as it is there: not packed for the way. */
export const fileHeaders = { ...agent, accept: '*/*', 'accept-encoding': 'identity' };
