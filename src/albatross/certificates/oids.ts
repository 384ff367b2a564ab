import { tags } from '../der/tags.ts';
import { element } from '../der/writer.ts';

/** Object identifiers as whole DER elements. */
export const oids = {
  commonName: objectIdentifier('2.5.4.3'),
  subjectKeyId: objectIdentifier('2.5.29.14'),
  keyUsage: objectIdentifier('2.5.29.15'),
  basicConstraints: objectIdentifier('2.5.29.19'),
  authorityKeyId: objectIdentifier('2.5.29.35'),
  extendedKeyUsage: objectIdentifier('2.5.29.37'),
  serverAuth: objectIdentifier('1.3.6.1.5.5.7.3.1'),
  /**
   * The one extension that makes a certificate a command (docs/albatross-protocol.md, section 3.1).
   */
  albatross: objectIdentifier('1.3.6.1.4.1.49836.42'),
  ed25519: objectIdentifier('1.3.101.112'),
  ecdsaWithSha256: objectIdentifier('1.2.840.10045.4.3.2'),
  rsaWithSha256: objectIdentifier('1.2.840.113549.1.1.11'),
} as const;

/** OBJECT IDENTIFIER from its dotted form (X.690 section 8.19). */
function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const octets = [first * 40 + second, ...rest].flatMap(base128);
  return element(tags.objectIdentifier, Buffer.from(octets));
}

function base128(value: number): number[] {
  const octets = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) octets.unshift(0x80 | (rest & 0x7f));
  return octets;
}
