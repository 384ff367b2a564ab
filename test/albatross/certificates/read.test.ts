import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { oids } from '../../../src/albatross/certificates/oids.ts';
import { certificateToPem } from '../../../src/albatross/certificates/pem.ts';
import { readCertificate, subjectKeyIdOf } from '../../../src/albatross/certificates/read.ts';
import { contextTag, tags } from '../../../src/albatross/der/tags.ts';
import {
  element,
  explicit,
  integer,
  octetString,
  sequence,
  utf8String,
} from '../../../src/albatross/der/writer.ts';
import { MalformedMessageError } from '../../../src/albatross/errors.ts';
import { rootAuthority } from '../support/authorities.ts';

const something = sequence(integer(1));
const attribute = (id: Buffer, ...value: Buffer[]) => element(tags.set, sequence(id, ...value));
const named = (text: string) => attribute(oids.commonName, utf8String(text));

/** A certificate of this subject, with this behind its public key; nobody signed it. */
function certificateOf(subject: Buffer, ...tail: Buffer[]): Buffer {
  const before = [explicit(0, integer(2)), integer(7), something, something, something];
  const content = sequence(...before, subject, something, ...tail);
  return sequence(content, something, something);
}

describe('a certificate', () => {
  it('has the common name that its subject has last, if any', () => {
    const nameOf = (...names: Buffer[]) =>
      readCertificate(certificateOf(sequence(...names))).commonName;
    assert.equal(nameOf(named('a'), named('b'), attribute(oids.keyUsage, utf8String('c'))), 'b');
    assert.equal(nameOf(attribute(oids.keyUsage, utf8String('c'))), null);
    assert.equal(nameOf(), null);
  });

  it('is refused where an attribute of its subject has no value', () => {
    const certificate = certificateOf(sequence(attribute(oids.commonName)));
    const problem = new MalformedMessageError('an attribute of a name has no value');
    assert.throws(() => readCertificate(certificate), problem);
  });

  it('may have unique ids before its extensions, or neither', () => {
    const id = element(contextTag(2), something);
    const keyId = Buffer.from('key');
    const extensions = explicit(
      3,
      sequence(sequence(oids.subjectKeyId, octetString(octetString(keyId)))),
    );
    const keyIdOf = (...tail: Buffer[]) =>
      subjectKeyIdOf(readCertificate(certificateOf(sequence(named('a')), ...tail)));
    assert.deepEqual(keyIdOf(extensions), keyId);
    assert.deepEqual(keyIdOf(id, extensions), keyId);
    assert.equal(keyIdOf(id), null);
    assert.equal(keyIdOf(), null);
  });

  it('is refused where something follows it', () => {
    const octets = Buffer.concat([certificateOf(sequence(named('a'))), Buffer.alloc(1)]);
    const problem = new MalformedMessageError('octets are left after the end');
    assert.throws(() => readCertificate(octets), problem);
  });

  it('is written as PEM in lines of 64 characters', () => {
    const { certificate } = rootAuthority();
    const pem = certificateToPem(certificate);
    assert.equal(pem, new X509Certificate(certificate).toString());
  });
});
