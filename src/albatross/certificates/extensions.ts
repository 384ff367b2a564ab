import { tags } from '../der/tags.ts';
import { boolean, element, octetString, sequence } from '../der/writer.ts';
import { bitString } from './bit-string.ts';
import { oids } from './oids.ts';

const critical = boolean(true);

/** Extension ::= SEQUENCE { id, critical DEFAULT FALSE, value OCTET STRING } (RFC 5280 section 4.1). */
const extension = (id: Buffer, value: Buffer) => sequence(id, octetString(value));
const criticalExtension = (id: Buffer, value: Buffer) => sequence(id, critical, octetString(value));

/** May issue certificates. */
const authorityConstraints = criticalExtension(oids.basicConstraints, sequence(boolean(true)));
/** May issue none: `cA` is FALSE, the default, and so left out. */
const leafConstraints = criticalExtension(oids.basicConstraints, sequence());

/** Bits counted from the left (RFC 5280 section 4.2.1.3). */
const keyUsage = {
  /** digitalSignature 0, nonRepudiation 1, keyCertSign 5 */
  authority: criticalExtension(oids.keyUsage, bitString(Buffer.from([0b1100_0100]), 2)),
  /** digitalSignature 0, keyEncipherment 2 */
  leaf: criticalExtension(oids.keyUsage, bitString(Buffer.from([0b1010_0000]), 5)),
};

/** What every CA carries, the root and the domains' intermediates. */
export const authorityExtensions: readonly Buffer[] = [authorityConstraints, keyUsage.authority];

/** What a command's leaf and a host's certificate carry. */
export const leafExtensions: readonly Buffer[] = [leafConstraints, keyUsage.leaf];

/** Only for a TLS server. */
export const serverUsage: Buffer = criticalExtension(
  oids.extendedKeyUsage,
  sequence(oids.serverAuth),
);

export const subjectKeyId = (keyId: Buffer) => extension(oids.subjectKeyId, octetString(keyId));

/** AuthorityKeyIdentifier with `keyIdentifier [0] IMPLICIT` alone. */
export const authorityKeyId = (keyId: Buffer) =>
  extension(oids.authorityKeyId, sequence(element(tags.context, keyId)));

/**
 * The command of a leaf, or the policy of an intermediate; never critical
 * (docs/albatross-protocol.md, section 3.1).
 */
export const albatross = (value: Buffer) => extension(oids.albatross, value);
