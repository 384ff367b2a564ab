import type { KeyObject } from 'node:crypto';
import type { Command } from '../commands.ts';
import { InvalidNameError } from '../errors.ts';
import type { Target } from '../transport.ts';
import type { Validity } from './build.ts';
import type { HostCredentials } from './credentials.ts';
import { issueCommandCertificate, issueDomainCertificate } from './issue.ts';

/** What is presented to the host for one command. */
export interface CommandChain {
  /** DER: the leaf, then the domains' CAs and the delegated ones, innermost first; not the root. */
  readonly certificates: readonly Buffer[];
  /** The leaf's. */
  readonly privateKey: KeyObject;
}

/** Clocks differ: a certificate begins this long ago. */
const leadMilliseconds = 150_000;
const lifetimeMilliseconds = 300_000;
/** A host closes silently on a longer chain. */
const maxChainLength = 9;

/**
 * A command's certificates, all made with fresh keys (docs/albatross-protocol.md, section 3.1).
 * Throws `InvalidNameError` for more domains than a host takes.
 */
export function certificateChain(
  credentials: HostCredentials,
  target: Target,
  command: Command,
  now: Date,
): CommandChain {
  if (1 + target.domains.length + credentials.delegated.length > maxChainLength) {
    throw new InvalidNameError(`a host takes chains of at most ${maxChainLength} certificates`);
  }
  const validity = validityAround(now);
  const certificates = [...credentials.delegated];
  let issuer = credentials.issuer;
  for (const domain of target.domains) {
    const authority = issueDomainCertificate(issuer, { ...domain, validity });
    certificates.unshift(authority.certificate);
    issuer = authority;
  }
  const leaf = issueCommandCertificate(issuer, { label: target.label, command, validity });
  return { certificates: [leaf.certificate, ...certificates], privateKey: leaf.privateKey };
}

/** From a little before `now` to minutes after it. */
export const validityAround = (now: Date): Validity => ({
  notBefore: new Date(now.getTime() - leadMilliseconds),
  notAfter: new Date(now.getTime() + lifetimeMilliseconds),
});
