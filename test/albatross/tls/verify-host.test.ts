import assert from 'node:assert/strict';
import {
  issueCommandCertificate,
  issueHostCertificate,
} from '../../../src/albatross/certificates/issue.ts';
import { HostUntrustedError, type UntrustedReason } from '../../../src/albatross/errors.ts';
import { verifyHost } from '../../../src/albatross/tls/verify-host.ts';
import {
  alice,
  delegatedAuthority,
  now,
  rootAuthority,
  x509,
  yearsAround,
} from '../support/authorities.ts';

describe('verifyHost', () => {
  const authority = rootAuthority();
  const root = x509(authority);
  const own = x509(issueHostCertificate(authority, yearsAround(now)));
  const fingerprint = verifyHost(own, { root, fingerprint: null }, now);

  const refused = (reason: UntrustedReason, certificate: typeof own, at = now, known?: string) =>
    assert.throws(
      () => verifyHost(certificate, { root, fingerprint: known ?? null }, at),
      (error: unknown) => error instanceof HostUntrustedError && error.reason === reason,
    );

  it("gives the fingerprint of a host's own key and takes it as pinned", () => {
    assert.match(fingerprint, /^[0-9a-f]{64}$/);
    assert.equal(verifyHost(own, { root, fingerprint }, now), fingerprint);
  });

  it('refuses another key than the pinned one and tells its fingerprint', () => {
    const other = x509(issueHostCertificate(authority, yearsAround(now)));
    refused('fingerprint-changed', other, now, fingerprint);
    assert.throws(() => verifyHost(other, { root, fingerprint }, now), {
      fingerprint: verifyHost(other, { root, fingerprint: null }, now),
    });
  });

  it('refuses a host certificate that a delegated CA below the root issued', () => {
    const delegated = delegatedAuthority(authority);
    refused('not-issued-by-ca', x509(issueHostCertificate(delegated, yearsAround(now))));
  });

  it('refuses a host certificate of another root with the same name', () => {
    refused('not-issued-by-ca', x509(issueHostCertificate(rootAuthority(), yearsAround(now))));
  });

  it("refuses the root's own certificate, a delegated CA's and a command's", () => {
    const command = { type: 'policy-info' } as const;
    const content = { label: alice.label, command, validity: yearsAround(now) };
    refused('not-for-a-server', root);
    refused('not-for-a-server', x509(delegatedAuthority(authority)));
    refused('not-for-a-server', x509(issueCommandCertificate(authority, content)));
  });

  it('refuses one that is valid later, or was valid before', () => {
    refused('not-yet-valid', own, new Date('2020-01-01'));
    refused('expired', own, new Date('2030-01-01'));
  });

  it('refuses a peer without a certificate', () => {
    assert.throws(() => verifyHost(undefined, { root, fingerprint: null }, now), {
      reason: 'no-certificate',
      fingerprint: null,
    });
  });
});
