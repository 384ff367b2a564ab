import { buildCertificate, distinguishedName } from '../../../src/albatross/certificates/build.ts';
import { validityAround } from '../../../src/albatross/certificates/chain.ts';
import { parseCredentials } from '../../../src/albatross/certificates/credentials.ts';
import {
  authorityExtensions,
  leafExtensions,
} from '../../../src/albatross/certificates/extensions.ts';
import type { Issuer } from '../../../src/albatross/certificates/issue.ts';
import { freshKey, keyIdOf } from '../../../src/albatross/certificates/keys.ts';
import { oids } from '../../../src/albatross/certificates/oids.ts';
import { certificateToPem, privateKeyToPem } from '../../../src/albatross/certificates/pem.ts';
import { signerOf } from '../../../src/albatross/certificates/signer.ts';
import type { Command } from '../../../src/albatross/commands.ts';
import { boolean, octetString, sequence } from '../../../src/albatross/der/writer.ts';
import { encodeCertificateExtension } from '../../../src/albatross/wire/certificate-extension.ts';
import type { Emulator } from '../../../src/emulator/emulator.ts';
import type { KeyPair } from '../../../src/emulator/tls/host-certificates.ts';

/** What a certificate says where it should say something else. */
export interface Oddity {
  readonly commonName?: string;
  readonly validity?: { readonly notBefore: Date; readonly notAfter: Date };
  /** Beside the basic constraints and the key usage. */
  readonly extensions?: readonly Buffer[];
  readonly isAuthority?: boolean;
}

/** A certificate that issues others, and its PEM. */
export interface OddIssuer extends Issuer, KeyPair {}

/** The root of a host. */
export function rootOf(host: Emulator): OddIssuer {
  const { certificatePem, privateKeyPem } = host.authority;
  const { issuer } = parseCredentials(certificatePem, privateKeyPem, new Date());
  return { ...issuer, certificatePem, privateKeyPem };
}

/** A certificate as it is asked for, odd or not. */
export function certify(issuer: Issuer, oddity: Oddity): OddIssuer {
  const { privateKey, publicKey } = freshKey();
  const subject = distinguishedName(oddity.commonName ?? '.');
  const base = oddity.isAuthority ? authorityExtensions : leafExtensions;
  const content = {
    issuer: issuer.subject,
    subject,
    validity: oddity.validity ?? validityAround(new Date()),
    publicKey,
    extensions: [...base, ...(oddity.extensions ?? [])],
  };
  return {
    subject,
    keyId: keyIdOf(publicKey),
    signer: signerOf(privateKey),
    certificatePem: certificateToPem(buildCertificate(content, issuer.signer)),
    privateKeyPem: privateKeyToPem(privateKey),
  };
}

/** A leaf with what is sent above it. */
export const below = (leaf: OddIssuer, ...above: readonly OddIssuer[]): KeyPair => ({
  certificatePem: [leaf, ...above].map(({ certificatePem }) => certificatePem).join(''),
  privateKeyPem: leaf.privateKeyPem,
});

/** The albatross extension with any octets in it. */
export const rawExtension = (value: Buffer): Buffer => sequence(oids.albatross, octetString(value));

export const extension = (command: Command): Buffer =>
  rawExtension(encodeCertificateExtension(command));

export const criticalExtension = (command: Command): Buffer =>
  sequence(oids.albatross, boolean(true), octetString(encodeCertificateExtension(command)));

/** The extended key usage of a server alone. */
export const onlyForServers: Buffer = sequence(
  oids.extendedKeyUsage,
  octetString(sequence(oids.serverAuth)),
);
