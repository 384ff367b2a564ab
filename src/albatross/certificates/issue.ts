import type { KeyObject } from 'node:crypto';
import type { Command } from '../commands.ts';
import type { Label } from '../names.ts';
import type { Policy } from '../policy.ts';
import { encodeCertificateExtension } from '../wire/certificate-extension.ts';
import { buildCertificate, distinguishedName, type Validity } from './build.ts';
import {
  albatross,
  authorityExtensions,
  authorityKeyId,
  leafExtensions,
  serverUsage,
  subjectKeyId,
} from './extensions.ts';
import { freshKey, keyIdOf } from './keys.ts';
import { type Signer, signerOf } from './signer.ts';

/** What certificates are issued with. */
export interface Issuer {
  /** The issuing certificate's subject, DER as it stands there. */
  readonly subject: Buffer;
  readonly keyId: Buffer;
  readonly signer: Signer;
}

/** A certificate, DER, and the private key that belongs to it. */
export interface KeyedCertificate {
  readonly certificate: Buffer;
  readonly privateKey: KeyObject;
}

/** A CA made here. */
export interface Authority extends KeyedCertificate, Issuer {}

/** A new self-signed CA with an Ed25519 key: the root of a host. */
export function createAuthority(content: { commonName: string } & Validity): Authority {
  const { privateKey, publicKey } = freshKey();
  const subject = distinguishedName(content.commonName);
  const keyId = keyIdOf(publicKey);
  const signer = signerOf(privateKey);
  const extensions = [...authorityExtensions, subjectKeyId(keyId)];
  const body = { issuer: subject, subject, validity: content, publicKey, extensions };
  return { certificate: buildCertificate(body, signer), privateKey, subject, keyId, signer };
}

/**
 * A host's own certificate: for a TLS server, with the subject `server`
 * (docs/albatross-protocol.md, section 3.1).
 */
export function issueHostCertificate(issuer: Issuer, content: Validity): KeyedCertificate {
  return issue(issuer, 'server', content, [...leafExtensions, serverUsage]);
}

/** A CA for a domain below the issuer's, which carries the domain's policy. */
export function issueDomainCertificate(
  issuer: Issuer,
  content: { label: Label; policy: Policy; validity: Validity },
): Authority {
  const value = encodeCertificateExtension({ type: 'policy-add', policy: content.policy });
  const extensions = [...authorityExtensions, albatross(value)];
  return issue(issuer, content.label, content.validity, extensions);
}

/** A leaf that is a command, about a unikernel or volume, or (label null) about the whole domain. */
export function issueCommandCertificate(
  issuer: Issuer,
  content: { label: Label | null; command: Command; validity: Validity },
): KeyedCertificate {
  const extensions = [...leafExtensions, albatross(encodeCertificateExtension(content.command))];
  return issue(issuer, content.label ?? '.', content.validity, extensions);
}

function issue(
  issuer: Issuer,
  commonName: string,
  validity: Validity,
  extensions: readonly Buffer[],
): Authority {
  const { privateKey, publicKey } = freshKey();
  const subject = distinguishedName(commonName);
  const keyId = keyIdOf(publicKey);
  const body = {
    issuer: issuer.subject,
    subject,
    validity,
    publicKey,
    extensions: [...extensions, subjectKeyId(keyId), authorityKeyId(issuer.keyId)],
  };
  const certificate = buildCertificate(body, issuer.signer);
  return { certificate, privateKey, subject, keyId, signer: signerOf(privateKey) };
}
