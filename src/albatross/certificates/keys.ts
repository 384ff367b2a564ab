import { generateKeyPairSync, hash, type KeyObject } from 'node:crypto';
import { DerReader } from '../der/reader.ts';
import { tags } from '../der/tags.ts';
import { sequence } from '../der/writer.ts';
import { bitString } from './bit-string.ts';
import { oids } from './oids.ts';

/** A key pair that was made for one certificate. */
export interface FreshKey {
  readonly privateKey: KeyObject;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Buffer;
}

const ed25519 = sequence(oids.ed25519);

/** A new Ed25519 key pair. Node takes as long for a key's SPKI as for the key, so it is put together here. */
export function freshKey(): FreshKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return { privateKey, publicKey: sequence(ed25519, bitString(Buffer.from(x, 'base64url'))) };
}

/** A key's id: SHA-1 of the public key's bits (RFC 5280 section 4.2.1.2, method 1). */
export function keyIdOf(publicKey: Buffer): Buffer {
  const bits = new DerReader(publicKey).sequence((info) => {
    info.readRaw();
    return info.read(tags.bitString);
  });
  return hash('sha1', bits.subarray(1), 'buffer');
}
