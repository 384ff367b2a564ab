import { Problem } from '../base/errors.ts';
import { SealError } from '../database/secret-box.ts';
import type { ExternalCredentials } from '../external-credentials/external-credentials.ts';
import type { CredentialFor, CredentialService } from '../sources/deps.ts';

/**
 * The credentials that sources are shown: none for an account that is not active. Rejects with
 * `source-credential-refused` where no key opens the one that is saved.
 */
export function sourceCredentials(
  credentials: Pick<ExternalCredentials, 'credentialFor'>,
): CredentialFor {
  return async (accountId, service) => {
    if (accountId === null) return null;
    try {
      return await credentials.credentialFor(accountId, service);
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      const detail = `The credential saved for ${nameOf(service)} can no longer be decrypted; save it again (external credentials).`;
      throw new Problem('source-credential-refused', detail, { cause: error });
    }
  };
}

function nameOf(service: CredentialService): string {
  if (service === 'github') return 'GitHub';
  return service === 'docker-hub' ? 'Docker Hub' : service;
}
