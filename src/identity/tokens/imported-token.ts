import { hash } from 'node:crypto';
import { hashSecret, visiblePrefix } from '../credentials/secret.ts';
import type { TokenFields } from './make-token.ts';

/** A token that another server has made, and whose secret is none of ours. */
export interface ForeignToken {
  /** As it is presented. */
  readonly secret: string;
  readonly fields: TokenFields;
  readonly createdAt: Date;
}

/**
 * What is kept of its secret: as of any other. The visible characters say that it is of another kind. The id
 * follows from the secret, so that it is found again when another secret has taken that one's place.
 */
export function importedToken({ secret }: Pick<ForeignToken, 'secret'>) {
  const secretHash = hashSecret(secret);
  return { id: uuidOf(`imported/${secretHash}`), secretHash, prefix: visiblePrefix(secret) };
}

/** A UUID that a text makes (RFC 9562, version 8). */
function uuidOf(text: string): string {
  const digits = hash('sha256', text);
  const parts = [digits.slice(0, 8), digits.slice(8, 12), `8${digits.slice(13, 16)}`];
  return [...parts, `8${digits.slice(17, 20)}`, digits.slice(20, 32)].join('-');
}
