import { DerReader } from '../der/reader.ts';
import { tags } from '../der/tags.ts';
import { MalformedMessageError } from '../errors.ts';
import { oids } from './oids.ts';

/** What node:crypto does not tell of a certificate. */
export interface CertificateFields {
  /** The subject, DER as it stands. */
  readonly subject: Buffer;
  /** The subject's last common name, null where it has none. */
  readonly commonName: string | null;
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Buffer;
  readonly extensions: readonly CertificateExtension[];
}

interface CertificateExtension {
  /** The object identifier as a whole DER element. */
  readonly id: Buffer;
  readonly critical: boolean;
  readonly value: Buffer;
}

/** Reads a DER certificate (RFC 5280 section 4.1). Throws `MalformedMessageError`. */
export function readCertificate(certificate: Buffer): CertificateFields {
  const reader = new DerReader(certificate);
  const fields = reader.sequence((signed) => {
    const content = signed.sequence(readContent);
    signed.readRaw(); // signatureAlgorithm
    signed.readRaw(); // signature
    return content;
  });
  reader.expectEnd();
  return fields;
}

/**
 * The value of a certificate's albatross extension (`CertExtension`, DER), null where it has none.
 * Throws `MalformedMessageError` where the certificate is not readable.
 */
export const albatrossExtension = (certificate: Buffer): Buffer | null =>
  extensionValue(readCertificate(certificate), oids.albatross);

/** The subject key id of a certificate, null where it has none. */
export function subjectKeyIdOf(fields: CertificateFields): Buffer | null {
  const value = extensionValue(fields, oids.subjectKeyId);
  return value && new DerReader(value).octetString();
}

export function extensionValue(fields: CertificateFields, id: Buffer): Buffer | null {
  return fields.extensions.find((extension) => extension.id.equals(id))?.value ?? null;
}

function readContent(content: DerReader): CertificateFields {
  content.optionalExplicit(0, (version) => version.integer());
  content.read(tags.integer); // serialNumber
  content.readRaw(); // signature
  content.readRaw(); // issuer
  content.readRaw(); // validity
  const subject = content.readRaw();
  const publicKey = content.readRaw();
  return { subject, commonName: commonNameOf(subject), publicKey, extensions: readTail(content) };
}

/** What may follow the public key: issuerUniqueID [1], subjectUniqueID [2], extensions [3]. */
function readTail(content: DerReader): CertificateExtension[] {
  while (!content.atEnd) {
    const extensions = content.optionalExplicit(3, (inner) => inner.sequenceOf(readExtension));
    if (extensions) return extensions;
    content.readRaw();
  }
  return [];
}

function readExtension(item: DerReader): CertificateExtension {
  return item.sequence((extension) => {
    const id = extension.readRaw();
    const critical = extension.peekTag() === tags.boolean && extension.boolean();
    return { id, critical, value: extension.octetString() };
  });
}

function commonNameOf(subject: Buffer): string | null {
  const attributes = new DerReader(subject).sequenceOf((name) => name.setOf(readAttribute)).flat();
  return attributes.findLast(({ id }) => id.equals(oids.commonName))?.text ?? null;
}

/** AttributeTypeAndValue; a value that is no text of one octet a character is no label either. */
function readAttribute(item: DerReader): { id: Buffer; text: string } {
  return item.sequence((attribute) => {
    const id = attribute.readRaw();
    const tag = attribute.peekTag();
    if (tag === null) throw new MalformedMessageError('an attribute of a name has no value');
    return { id, text: attribute.read(tag).toString('utf8') };
  });
}
