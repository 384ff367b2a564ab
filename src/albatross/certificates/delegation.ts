import { CredentialsError } from '../errors.ts';
import { type Label, parseLabel } from '../names.ts';
import { decodeCertificateExtension } from '../wire/certificate-extension.ts';
import { albatrossExtension, readCertificate } from './read.ts';

/**
 * The domains, outermost first, that a chain of delegated CAs (issuing one first) puts its commands
 * into. A CA without the albatross extension names no domain: the host passes over it.
 */
export const delegatedDomains = (chain: readonly Buffer[]): Label[] =>
  chain.toReversed().flatMap(domainOf);

function domainOf(certificate: Buffer): Label[] {
  const extension = albatrossExtension(certificate);
  if (!extension) return [];
  const { commonName } = readCertificate(certificate);
  try {
    if (decodeCertificateExtension(extension).type === 'policy-add') {
      return [parseLabel(commonName ?? '')];
    }
  } catch (cause) {
    throw new CredentialsError(
      'invalid-domain',
      `the delegated CA ${commonName} carries no domain that can be read`,
      { cause },
    );
  }
  throw new CredentialsError(
    'invalid-domain',
    `the delegated CA ${commonName} carries a command, not a policy`,
  );
}
