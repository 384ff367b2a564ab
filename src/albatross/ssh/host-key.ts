import { hash } from 'node:crypto';
import type { ServerHostKeyAlgorithm } from 'ssh2';
import { MalformedMessageError } from '../errors.ts';

/** The kinds of keys that a host may be known by, the ones that are preferred first. */
export const hostKeyTypes = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'ssh-rsa',
] as const;

export type HostKeyType = (typeof hostKeyTypes)[number];

/** What a host is known by. A host has a key of each of several types. */
export interface HostKey {
  readonly type: HostKeyType;
  /** As OpenSSH prints it: `SHA256:` and 43 characters of base64. */
  readonly fingerprint: string;
}

/** The form of a fingerprint, as `ssh-keygen -l` prints it. */
export const fingerprintPattern = /^SHA256:[A-Za-z0-9+/]{43}$/;

/** SHA-256 of a public key (RFC 4253 section 6.6), as OpenSSH prints it. */
const fingerprintOf = (publicKey: Buffer): string =>
  `SHA256:${hash('sha256', publicKey, 'base64').replace(/=+$/, '')}`;

/** What a host is known by that presents this public key. Throws `MalformedMessageError`. */
export function hostKeyOf(publicKey: Buffer): HostKey {
  const length = publicKey.length < 4 ? 0 : publicKey.readUInt32BE();
  const type = publicKey.toString('latin1', 4, 4 + length);
  if (!isHostKeyType(type)) throw new MalformedMessageError('the host presented an unknown key');
  return { type, fingerprint: fingerprintOf(publicKey) };
}

/**
 * All signature algorithms, those of one type of key first: a host then signs with a key of that type
 * if it has one, whichever others it has (RFC 4253 section 7.1), and with another only if not.
 */
export const algorithmsFor = (first: HostKeyType): ServerHostKeyAlgorithm[] => [
  ...algorithmsOf(first),
  ...hostKeyTypes.filter((type) => type !== first).flatMap(algorithmsOf),
];

/** The signature algorithms of a type of key: RSA with SHA-2 only (RFC 8332). */
export const algorithmsOf = (type: HostKeyType): ServerHostKeyAlgorithm[] =>
  type === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256'] : [type];

const isHostKeyType = (type: string): type is HostKeyType =>
  hostKeyTypes.some((known) => known === type);
