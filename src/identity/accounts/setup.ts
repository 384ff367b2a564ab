import { randomBytes, timingSafeEqual } from 'node:crypto';
import { hashSecret } from '../credentials/secret.ts';

/** A code that lets its bearer make the first account; the start prints it while there is none. */
export function newSetupCode(): string {
  return randomBytes(16).toString('hex');
}

/** Whether two secrets are the same, without telling by time where they differ. */
export function sameSecret(one: string, other: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(one)), Buffer.from(hashSecret(other)));
}
