import { X509Certificate } from 'node:crypto';
import { DerReader } from '../der/reader.ts';
import { tags } from '../der/tags.ts';
import { oids } from './oids.ts';
import { certificatesIn } from './pem.ts';
import { extensionValue, readCertificate } from './read.ts';

/** Either lets a CA issue for a client's chain, as hosts from 2.8.1 on want it (docs/albatross-protocol.md, section 8.7). */
const wantedUsages = ['1.3.6.1.5.5.7.3.1', '2.5.29.37.0'];

/**
 * What hosts refuse, or later releases of them, in a CA's certificate or chain (PEM, that of the key first) which
 * `parseCredentials` takes: a sentence each.
 */
export function certificateWarnings(certificatePem: string): string[] {
  return certificatesIn(certificatePem).flatMap((pem, index) => {
    const certificate = new X509Certificate(pem);
    const who = `The certificate of ${certificate.subject}`;
    // Below it are the delegated CAs before it in the chain, and that of the domain.
    return [...usageWarnings(certificate, who), ...pathWarnings(certificate, who, index + 1)];
  });
}

function usageWarnings({ keyUsage: usages }: X509Certificate, who: string): string[] {
  // Node's types leave out that it may have none.
  if (!usages?.length || wantedUsages.some((usage) => usages.includes(usage))) return [];
  return [
    `${who} has an extended key usage without serverAuth: hosts refuse it from albatross 2.8.1 on.`,
  ];
}

function pathWarnings({ raw }: X509Certificate, who: string, below: number): string[] {
  const length = pathLengthOf(raw);
  if (length === null || length >= below) return [];
  return [
    `${who} allows ${length} CAs below it (pathlen), and commands in a domain need ${below}: hosts refuse those.`,
  ];
}

/** null: any. */
function pathLengthOf(certificate: Buffer): number | null {
  const constraints = extensionValue(readCertificate(certificate), oids.basicConstraints);
  if (!constraints) return null;
  return new DerReader(constraints).sequence((inner) => {
    inner.optional(tags.boolean, (flag) => flag.boolean());
    return inner.atEnd ? null : inner.safeInteger();
  });
}
