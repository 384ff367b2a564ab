import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { CredentialsError } from '../errors.ts';
import type { Path } from '../names.ts';
import { delegatedDomains } from './delegation.ts';
import type { Issuer } from './issue.ts';
import { keyIdOf } from './keys.ts';
import { certificatesIn, privateKeyIn } from './pem.ts';
import { readCertificate, subjectKeyIdOf } from './read.ts';
import { signerOf } from './signer.ts';

/** What commands for one host are signed with, and what the host is recognised by. */
export interface HostCredentials {
  /** The CA that the private key belongs to. */
  readonly issuer: Issuer;
  /** The delegated CAs between the root and the commands, issuing one first; none for the root itself. */
  readonly delegated: readonly Buffer[];
  /** The domains that the delegated CAs stand for, outermost first. */
  readonly prefix: Path;
  /** The host's CA: what it verifies us against, and the only issuer of its own certificate. */
  readonly root: X509Certificate;
}

/**
 * Reads a CA's certificate and private key. The certificate may be a chain: the CA that the key
 * belongs to first, each issued by the next, the host's self-signed root last (so that the root's
 * key stays with its owner). Throws `CredentialsError`.
 */
export function parseCredentials(
  certificatePem: string,
  privateKeyPem: string,
  now: Date,
): HostCredentials {
  const chain = certificatesIn(certificatePem).map(parseCertificate);
  const [first] = chain;
  const root = chain.at(-1);
  if (!first || !root) {
    throw new CredentialsError('no-certificate', 'there is no certificate: PEM is expected');
  }
  const privateKey = parsePrivateKey(privateKeyPem);
  if (!first.checkPrivateKey(privateKey)) {
    throw new CredentialsError(
      'key-mismatch',
      'the private key does not match the first certificate',
    );
  }
  for (const certificate of chain) checkAuthority(certificate, now);
  checkSignatures(chain);
  const delegated = chain.slice(0, -1).map((certificate) => certificate.raw);
  return {
    issuer: issuerOf(first.raw, privateKey),
    delegated,
    prefix: delegatedDomains(delegated),
    root,
  };
}

function issuerOf(certificate: Buffer, privateKey: KeyObject): Issuer {
  const fields = readCertificate(certificate);
  const keyId = subjectKeyIdOf(fields) ?? keyIdOf(fields.publicKey);
  return { subject: fields.subject, keyId, signer: signerOf(privateKey) };
}

function parseCertificate(pem: string): X509Certificate {
  try {
    const certificate = new X509Certificate(pem);
    readCertificate(certificate.raw);
    return certificate;
  } catch (cause) {
    throw new CredentialsError('malformed-certificate', 'a certificate cannot be read', { cause });
  }
}

function parsePrivateKey(text: string): KeyObject {
  const pem = privateKeyIn(text);
  if (pem === null) {
    throw new CredentialsError('no-private-key', 'there is no private key: PEM is expected');
  }
  if (pem.includes('ENCRYPTED')) {
    throw new CredentialsError(
      'encrypted-private-key',
      'the private key is encrypted: decrypt it first (openssl pkey)',
    );
  }
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new CredentialsError('malformed-private-key', 'the private key cannot be read', {
      cause,
    });
  }
}

function checkAuthority(certificate: X509Certificate, now: Date): void {
  const who = `the certificate of ${certificate.subject}`;
  if (!certificate.ca) {
    throw new CredentialsError('not-an-authority', `${who} is not one of a CA`);
  }
  if (now < certificate.validFromDate) {
    throw new CredentialsError('not-yet-valid', `${who} is valid from ${certificate.validFrom} on`);
  }
  if (now > certificate.validToDate) {
    throw new CredentialsError('expired', `${who} expired on ${certificate.validTo}`);
  }
}

function checkSignatures(chain: readonly X509Certificate[]): void {
  for (const [index, certificate] of chain.entries()) {
    const issuer = chain[index + 1];
    if (issuer && !isIssuedBy(certificate, issuer)) {
      throw new CredentialsError(
        'broken-chain',
        `the certificate of ${certificate.subject} is not issued by the one that follows it`,
      );
    }
    if (!issuer && !isIssuedBy(certificate, certificate)) {
      throw new CredentialsError(
        'no-root',
        `the last certificate, of ${certificate.subject}, is not self-signed: the host's root CA has to follow`,
      );
    }
  }
}

/** Whether names, key ids and the signature say that `issuer` issued `certificate`. */
export const isIssuedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
