import { Problem } from '../base/errors.ts';
import { SealError } from '../database/secret-box.ts';
import type { ExternalCredentials } from '../external-credentials/external-credentials.ts';
import type { CredentialService, SecretFor } from '../sources/deps.ts';

const names: Readonly<Record<CredentialService, string>> = {
  github: 'GitHub',
  'docker-hub': 'Docker Hub',
};

/**
 * The credentials that sources are shown: none for an account that is not active. Rejects with
 * `source-credential-refused` where no key opens the one that is saved.
 */
export function sourceCredentials(credentials: Pick<ExternalCredentials, 'secretFor'>): SecretFor {
  return async (accountId, service) => {
    if (accountId === null) return null;
    try {
      return await credentials.secretFor(accountId, service);
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      const detail = `The credential saved for ${names[service]} can no longer be decrypted; save it again (external credentials).`;
      throw new Problem('source-credential-refused', detail, { cause: error });
    }
  };
}
