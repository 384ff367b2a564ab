import { X509Certificate } from 'node:crypto';
import {
  type HostCredentials,
  parseCredentials,
} from '../../../src/albatross/certificates/credentials.ts';
import {
  type Authority,
  createAuthority,
  issueDomainCertificate,
} from '../../../src/albatross/certificates/issue.ts';
import { certificateToPem, privateKeyToPem } from '../../../src/albatross/certificates/pem.ts';
import { parseLabel } from '../../../src/albatross/names.ts';
import type { Policy } from '../../../src/albatross/policy.ts';

export const now = new Date('2026-11-22T12:00:00Z');
const year = 365 * 24 * 3600 * 1000;

/** A year on both sides of a moment. */
export const yearsAround = (moment: Date) => ({
  notBefore: new Date(moment.getTime() - year),
  notAfter: new Date(moment.getTime() + year),
});

export const policy: Policy = {
  unikernels: 4,
  cpuids: [0, 1],
  memory: 512,
  block: 1024,
  bridges: ['service'],
};

export const alice = { label: parseLabel('alice'), policy };
export const sub = { label: parseLabel('sub'), policy };

export const rootAuthority = (moment = now): Authority =>
  createAuthority({ commonName: 'albatross test', ...yearsAround(moment) });

export const delegatedAuthority = (issuer: Authority, domain = alice, moment = now): Authority =>
  issueDomainCertificate(issuer, { ...domain, validity: yearsAround(moment) });

/** The credentials that an issuing CA and those above it make. */
export const credentialsOf = (chain: readonly [Authority, ...Authority[]], moment = now) =>
  parseCredentials(pemOf(chain), privateKeyToPem(chain[0].privateKey), moment);

export const pemOf = (chain: readonly { certificate: Buffer }[]) =>
  chain.map(({ certificate }) => certificateToPem(certificate)).join('');

export const x509 = ({ certificate }: { certificate: Buffer }) => new X509Certificate(certificate);

export type { Authority, HostCredentials };
