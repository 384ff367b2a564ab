import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** A public key of minisign. */
export interface SigningKey {
  /** Which key it is, as signatures name it: 8 octets. */
  readonly id: Buffer;
  readonly key: KeyObject;
}

/** `Ed`, the id, the key itself (Ed25519). */
const layout = { algorithm: 2, id: 10, length: 42 };

/** A key as minisign writes it, with or without the comment before it; null: it is none. */
export function parseSigningKey(text: string): SigningKey | null {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const [line = '', ...more] = lines.filter((each) => !each.startsWith('untrusted comment:'));
  const octets = /^[A-Za-z0-9+/]{56}$/.test(line.trim()) ? Buffer.from(line, 'base64') : null;
  if (more.length > 0 || octets?.length !== layout.length) return null;
  if (octets.toString('latin1', 0, layout.algorithm) !== 'Ed') return null;
  const x = octets.subarray(layout.id).toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return { id: octets.subarray(layout.algorithm, layout.id), key };
}

/** minisign's public key, as an account names it. */
export const signingKeyField = z
  .string()
  .max(1024)
  .refine((text) => !/[^\P{Cc}\n\r]|\p{Cs}/u.test(text), 'must not contain control characters')
  .refine((text) => parseSigningKey(text) !== null, 'must be a public key of minisign (RW…)');
