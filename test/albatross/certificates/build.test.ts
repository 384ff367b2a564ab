import assert from 'node:assert/strict';
import { buildCertificate, distinguishedName } from '../../../src/albatross/certificates/build.ts';
import { authorityExtensions } from '../../../src/albatross/certificates/extensions.ts';
import { rootAuthority } from '../support/authorities.ts';

describe('the validity of a certificate', () => {
  const { signer } = rootAuthority();
  const build = (notBefore: Date, notAfter: Date) =>
    buildCertificate(
      {
        issuer: distinguishedName('a'),
        subject: distinguishedName('a'),
        validity: { notBefore, notAfter },
        publicKey: signer.algorithm,
        extensions: authorityExtensions,
      },
      signer,
    ).toString('latin1');

  it('is written with two digits of the year until 2049, then with four (RFC 5280)', () => {
    const last = new Date('2049-12-31T23:59:59.999Z');
    const text = build(last, new Date(last.getTime() + 1));
    assert.ok(text.includes('\x17\x0d491231235959Z\x18\x0f20500101000000Z'));
  });
});
