import { randomBytes } from 'node:crypto';
import { tags } from '../der/tags.ts';
import {
  element,
  explicit,
  generalizedTime,
  integer,
  sequence,
  utf8String,
} from '../der/writer.ts';
import { bitString } from './bit-string.ts';
import { oids } from './oids.ts';
import type { Signer } from './signer.ts';

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** What a certificate says, each part as DER. */
export interface CertificateContent {
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly validity: Validity;
  /** SubjectPublicKeyInfo. */
  readonly publicKey: Buffer;
  readonly extensions: readonly Buffer[];
}

const version3 = explicit(0, integer(2));

/** A signed X.509 certificate, DER (RFC 5280 section 4.1), with a random serial number. */
export function buildCertificate(content: CertificateContent, signer: Signer): Buffer {
  const toBeSigned = sequence(
    version3,
    randomSerial(),
    signer.algorithm,
    content.issuer,
    sequence(time(content.validity.notBefore), time(content.validity.notAfter)),
    content.subject,
    content.publicKey,
    explicit(3, sequence(...content.extensions)),
  );
  return sequence(toBeSigned, signer.algorithm, bitString(signer.sign(toBeSigned)));
}

/** A distinguished name of one common name. */
export const distinguishedName = (commonName: string) =>
  sequence(element(tags.set, sequence(oids.commonName, utf8String(commonName))));

/** 16 random octets with the first bits 01: positive, and never in need of a leading zero. */
function randomSerial(): Buffer {
  const octets = randomBytes(16);
  octets[0] = 0x40 | (octets.readUInt8(0) & 0x3f);
  return element(tags.integer, octets);
}

/** UTCTime until 2049, then GeneralizedTime, both without a fraction (RFC 5280 section 4.1.2.5). */
function time(value: Date): Buffer {
  const wholeSeconds = new Date(Math.floor(value.getTime() / 1000) * 1000);
  if (wholeSeconds.getUTCFullYear() >= 2050) return generalizedTime(wholeSeconds);
  const digits = wholeSeconds.toISOString().slice(2, 19).replace(/[-T:]/g, '');
  return element(tags.utcTime, Buffer.from(`${digits}Z`, 'latin1'));
}
