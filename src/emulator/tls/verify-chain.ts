import type { X509Certificate } from 'node:crypto';
import { isIssuedBy } from '../../albatross/certificates/credentials.ts';
import { oids } from '../../albatross/certificates/oids.ts';
import { readCertificate } from '../../albatross/certificates/read.ts';
import { MalformedMessageError } from '../../albatross/errors.ts';
import { type Alert, alerts } from './alert.ts';

const clientAuth = '1.3.6.1.5.5.7.3.2';
const anyUsage = '2.5.29.37.0';

/**
 * Whether a client's certificates, leaf first, lead to the CA. Null, or the alert that a host
 * answers with (docs/albatross-protocol.md, section 3.1).
 */
export function verifyChain(
  chain: readonly X509Certificate[],
  authority: X509Certificate,
  now: Date,
): Alert | null {
  const [leaf] = chain;
  if (!leaf || !isForClient(leaf)) return alerts.badCertificate;
  const below = chain.filter((certificate) => !certificate.raw.equals(authority.raw));
  if (!leadsTo(authority, below) || below.some(isMarkedCritical)) return alerts.badCertificate;
  if (!isValidAt(now, leaf)) return alerts.certificateExpired;
  const areIssuersValid = [...below, authority].every((issuer) => isValidAt(now, issuer));
  return areIssuersValid ? null : alerts.badCertificate;
}

const isValidAt = (now: Date, { validFromDate, validToDate }: X509Certificate): boolean =>
  validFromDate <= now && now <= validToDate;

/** Whether each certificate is issued by the CA after it, and the last one by the authority. */
function leadsTo(authority: X509Certificate, chain: readonly X509Certificate[]): boolean {
  return chain.every((certificate, index) => {
    const issuer = chain[index + 1] ?? authority;
    return issuer.ca && isIssuedBy(certificate, issuer);
  });
}

/** No extended key usage allows all (RFC 5280 section 4.2.1.12). */
function isForClient(leaf: X509Certificate): boolean {
  const usages: readonly string[] | undefined = leaf.keyUsage;
  return !usages || usages.includes(clientAuth) || usages.includes(anyUsage);
}

/** A host knows albatross's extension only after its TLS library took the certificate. */
function isMarkedCritical(certificate: X509Certificate): boolean {
  try {
    const { extensions } = readCertificate(certificate.raw);
    return extensions.some(({ id, critical }) => critical && id.equals(oids.albatross));
  } catch (error) {
    if (error instanceof MalformedMessageError) return true;
    throw error;
  }
}
