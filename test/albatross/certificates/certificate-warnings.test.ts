import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { buildCertificate, distinguishedName } from '../../../src/albatross/certificates/build.ts';
import { certificateWarnings } from '../../../src/albatross/certificates/certificate-warnings.ts';
import { authorityExtensions } from '../../../src/albatross/certificates/extensions.ts';
import { oids } from '../../../src/albatross/certificates/oids.ts';
import { signerOf } from '../../../src/albatross/certificates/signer.ts';
import { tags } from '../../../src/albatross/der/tags.ts';
import {
  boolean,
  element,
  integer,
  octetString,
  sequence,
} from '../../../src/albatross/der/writer.ts';
import {
  delegatedAuthority,
  now,
  pemOf,
  rootAuthority,
  yearsAround,
} from '../support/authorities.ts';

/** 1.3.6.1.5.5.7.3.2 */
const clientAuth = element(tags.objectIdentifier, Buffer.from('2b06010505070302', 'hex'));
/** 2.5.29.37.0 */
const anyUsage = element(tags.objectIdentifier, Buffer.from('551d2500', 'hex'));

const usage = (...usages: Buffer[]) =>
  sequence(oids.extendedKeyUsage, octetString(sequence(...usages)));
const pathLength = (length: number) =>
  sequence(oids.basicConstraints, octetString(sequence(boolean(true), integer(length))));

/** A CA's certificate with such extensions. */
function made(extensions: readonly Buffer[]) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const content = {
    ...{ issuer: distinguishedName('root'), subject: distinguishedName('made'), extensions },
    ...{ validity: yearsAround(now), publicKey: publicKey.export({ type: 'spki', format: 'der' }) },
  };
  return { certificate: buildCertificate(content, signerOf(privateKey)) };
}

describe('warnings of a CA’s certificate', () => {
  const root = rootAuthority();
  const [, keyUsage = Buffer.alloc(0)] = authorityExtensions;
  const warnings = (...chain: { certificate: Buffer }[]) => certificateWarnings(pemOf(chain));

  it('are none of those that albatross makes', () => {
    assert.deepEqual(warnings(root), []);
    assert.deepEqual(warnings(delegatedAuthority(root), root), []);
  });

  it('tell of a usage that leaves out serverAuth', () => {
    for (const [usages, expected] of [
      [[clientAuth], 1],
      [[clientAuth, oids.serverAuth], 0],
      [[anyUsage], 0],
    ] as const) {
      const found = warnings(made([...authorityExtensions, usage(...usages)]), root);
      assert.equal(found.length, expected);
      for (const text of found) assert.match(text, /^The certificate of CN=made .*2\.8\.1/);
    }
  });

  it('tell of a path that is too short for a domain below it', () => {
    const short = (length: number) => made([pathLength(length), keyUsage]);
    assert.match(
      warnings(short(0), root).join(),
      /^The certificate of CN=made allows 0 CAs .* need 1/,
    );
    assert.deepEqual(warnings(short(1), root), []);
    assert.match(warnings(delegatedAuthority(root), short(1)).join(), /allows 1 CAs .* need 2/);
    assert.deepEqual(warnings(delegatedAuthority(root), short(2)), []);
  });
});
