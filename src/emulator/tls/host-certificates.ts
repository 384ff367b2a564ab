import { createHash, X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { Validity } from '../../albatross/certificates/build.ts';
import { parseCredentials } from '../../albatross/certificates/credentials.ts';
import {
  createAuthority,
  type Issuer,
  issueCommandCertificate,
  issueDomainCertificate,
  issueHostCertificate,
  type KeyedCertificate,
} from '../../albatross/certificates/issue.ts';
import { certificateToPem, privateKeyToPem } from '../../albatross/certificates/pem.ts';
import { parseLabel } from '../../albatross/names.ts';
import { alertCiphers } from './alert.ts';

/** A certificate, perhaps with those above it, and its private key. */
export interface KeyPair {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/** Certificates that a client must not believe, and one that it has not seen before. */
export const wrongCertificates = [
  /** Below a CA that nobody knows. */
  'other-authority',
  /** Below a tenant's delegated CA, as far as possible like a host's. */
  'delegated-authority',
  /** A tenant's command, presented by a server. */
  'command',
  'expired',
  'not-yet-valid',
  /** A proper one, with another key than before. */
  'other-key',
] as const;

export type WrongCertificate = (typeof wrongCertificates)[number];

const day = 86_400_000;
const tenant = parseLabel('tenant');
const tenantPolicy = { unikernels: 1, cpuids: [0], memory: 32, block: null, bridges: [] };

/** Ten years around a time. */
const longValidity = (now: Date): Validity => ({
  notBefore: new Date(now.getTime() - day),
  notAfter: new Date(now.getTime() + 3650 * day),
});

/** A new CA for a host. */
export const newAuthority = (now: Date): KeyPair =>
  pairOf(createAuthority({ commonName: 'emulated albatross host', ...longValidity(now) }));

/** A host's certificate, issued by its CA; for ten years where nothing else is said. */
export const newHostCertificate = (
  authority: KeyPair,
  now: Date,
  validity: Validity = longValidity(now),
): KeyPair => pairOf(issueHostCertificate(issuerOf(authority, now), validity));

/** A certificate that is wrong in one way. */
export function newWrongCertificate(
  kind: WrongCertificate,
  authority: KeyPair,
  now: Date,
): KeyPair {
  const issuer = issuerOf(authority, now);
  const validity = longValidity(now);
  switch (kind) {
    case 'other-authority':
      return newHostCertificate(newAuthority(now), now);
    case 'delegated-authority': {
      const delegated = issueDomainCertificate(issuer, {
        label: tenant,
        policy: tenantPolicy,
        validity,
      });
      return pairOf(issueHostCertificate(delegated, validity), delegated);
    }
    case 'command': {
      const command = { type: 'unikernel-info' } as const;
      return pairOf(issueCommandCertificate(issuer, { label: null, command, validity }));
    }
    case 'expired':
      return pairOf(
        issueHostCertificate(issuer, {
          notBefore: new Date(now.getTime() - 2 * day),
          notAfter: new Date(now.getTime() - day),
        }),
      );
    case 'not-yet-valid':
      return pairOf(
        issueHostCertificate(issuer, {
          notBefore: new Date(now.getTime() + day),
          notAfter: new Date(now.getTime() + 2 * day),
        }),
      );
    case 'other-key':
      return newHostCertificate(authority, now);
  }
}

/** SHA-256 of a certificate's public key (SPKI), hex: what a client knows a host by. */
export function fingerprintOf({ certificatePem }: KeyPair): string {
  const { publicKey } = new X509Certificate(certificatePem);
  const octets = publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(octets).digest('hex');
}

/** How a host speaks TLS: 1.3 only, with the suites that alerts can be sent in. */
export const contextOf = ({ certificatePem, privateKeyPem }: KeyPair): SecureContext =>
  createSecureContext({
    cert: certificatePem,
    key: privateKeyPem,
    minVersion: 'TLSv1.3',
    ciphers: alertCiphers,
  });

const issuerOf = ({ certificatePem, privateKeyPem }: KeyPair, now: Date): Issuer =>
  parseCredentials(certificatePem, privateKeyPem, now).issuer;

function pairOf(keyed: KeyedCertificate, ...above: readonly KeyedCertificate[]): KeyPair {
  const chain = [keyed, ...above].map(({ certificate }) => certificateToPem(certificate));
  return { certificatePem: chain.join(''), privateKeyPem: privateKeyToPem(keyed.privateKey) };
}
