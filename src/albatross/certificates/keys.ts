import { generateKeyPairSync, hash, type KeyObject } from 'node:crypto';
import { DerReader } from '../der/reader.ts';
import { tags } from '../der/tags.ts';

/** A key pair that was made for one certificate. */
export interface FreshKey {
  readonly privateKey: KeyObject;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Buffer;
}

/** A new Ed25519 key pair. */
export function freshKey(): FreshKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: publicKey.export({ type: 'spki', format: 'der' }) };
}

/** A key's id: SHA-1 of the public key's bits (RFC 5280 section 4.2.1.2, method 1). */
export function keyIdOf(publicKey: Buffer): Buffer {
  const bits = new DerReader(publicKey).sequence((info) => {
    info.readRaw();
    return info.read(tags.bitString);
  });
  return hash('sha1', bits.subarray(1), 'buffer');
}
