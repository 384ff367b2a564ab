import type { z } from 'zod';
import type { AllowedIssuer } from './entity.ts';
import type { issuerAnswer } from './schema.ts';

/** An allowed issuer as administrators see it. */
export function presentIssuer(allowed: AllowedIssuer): z.input<typeof issuerAnswer> {
  const { id, issuer, privateAddresses, createdAt } = allowed;
  return { id, issuer, privateAddresses, createdAt: createdAt.toISOString() };
}
