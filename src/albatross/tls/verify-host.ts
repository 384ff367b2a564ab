import { hash, type X509Certificate } from 'node:crypto';
import { isIssuedBy } from '../certificates/credentials.ts';
import { oids } from '../certificates/oids.ts';
import { extensionValue, readCertificate } from '../certificates/read.ts';
import { HostUntrustedError, type UntrustedReason } from '../errors.ts';

/** What a host's certificate has to satisfy. */
export interface HostIdentity {
  /** The only CA whose signature counts. */
  readonly root: X509Certificate;
  /** SHA-256 of the public key (SPKI), lower-case hex; null accepts any key. */
  readonly fingerprint: string | null;
}

const serverAuth = '1.3.6.1.5.5.7.3.1';

/**
 * Checks that a certificate is a host's own: issued by the root itself, for a server, no command,
 * valid now, and of the key that is known. A tenant's delegated CA issues certificates that verify
 * against the root too, so each of these counts (docs/albatross-protocol.md, section 3.1).
 * Gives the key's fingerprint. Throws `HostUntrustedError`.
 */
export function verifyHost(
  certificate: X509Certificate | undefined,
  identity: HostIdentity,
  now: Date,
): string {
  if (!certificate) {
    throw new HostUntrustedError('no-certificate', null, 'the host presented no certificate');
  }
  const fields = readCertificate(certificate.raw);
  const fingerprint = hash('sha256', fields.publicKey);
  const refuse = (reason: UntrustedReason, message: string) => {
    throw new HostUntrustedError(reason, fingerprint, message);
  };
  if (!isIssuedBy(certificate, identity.root)) {
    refuse('not-issued-by-ca', "the host's certificate is not issued by the configured root CA");
  }
  if (!certificate.keyUsage?.includes(serverAuth)) {
    refuse('not-for-a-server', "the host's certificate is not one for a server");
  }
  if (extensionValue(fields, oids.albatross)) {
    refuse('carries-albatross-extension', "the host's certificate is a command, not a host's own");
  }
  const here = `and the server's clock says ${now.toISOString()}`;
  if (now < certificate.validFromDate) {
    const from = certificate.validFromDate.toISOString();
    const what = 'set the clock that is off; where it was issued with a wrong one, issue it anew';
    refuse('not-yet-valid', `the host's certificate is valid from ${from} on, ${here}: ${what}`);
  }
  if (now > certificate.validToDate) {
    const to = certificate.validToDate.toISOString();
    const what = 'issue it anew, unless that clock is off';
    refuse('expired', `the host's certificate was valid until ${to}, ${here}: ${what}`);
  }
  if (identity.fingerprint !== null && identity.fingerprint !== fingerprint) {
    refuse('fingerprint-changed', "the host's key is not the one that is known");
  }
  return fingerprint;
}
