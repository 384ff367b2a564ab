import type { z } from 'zod';
import type { ExternalCredential } from './entity.ts';
import type { credentialAnswer } from './schema.ts';

/** A credential as its owner sees it: everything but the secret. */
export function presentCredential(stored: ExternalCredential): z.input<typeof credentialAnswer> {
  const { service, tokenService, savedAt, finding } = stored;
  return {
    service,
    tokenService: tokenService ?? null,
    savedAt: savedAt.toISOString(),
    finding: finding ?? null,
  };
}
