import { createAuthority } from '../../src/albatross/certificates/issue.ts';
import { certificateToPem, privateKeyToPem } from '../../src/albatross/certificates/pem.ts';
import type { Policy } from '../../src/albatross/policy.ts';
import { newAuthority, newHostCertificate } from '../../src/emulator/tls/host-certificates.ts';

/** A policy with room for anything that is benched. */
export const benchPolicy: Policy = {
  unikernels: 2000,
  cpuids: [0, 1],
  memory: 16_384,
  block: 65_536,
  bridges: ['service'],
};

/** A CA as an administrator has it, in PEM. */
export function benchAuthority(): { certificatePem: string; privateKeyPem: string } {
  const day = 24 * 60 * 60 * 1000;
  const now = Date.now();
  const authority = createAuthority({
    commonName: 'bench',
    notBefore: new Date(now - day),
    notAfter: new Date(now + day),
  });
  return {
    certificatePem: certificateToPem(authority.certificate),
    privateKeyPem: privateKeyToPem(authority.privateKey),
  };
}

/** A server's certificate and key, in PEM, for the bare counterparts of a host. */
export function benchHostCertificate(): { cert: string; key: string } {
  const now = new Date();
  const { certificatePem, privateKeyPem } = newHostCertificate(newAuthority(now), now);
  return { cert: certificatePem, key: privateKeyPem };
}
