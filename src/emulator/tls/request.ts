import type { X509Certificate } from 'node:crypto';
import { albatrossExtension, readCertificate } from '../../albatross/certificates/read.ts';
import { allowedInLeaf, type Command, type CommandType } from '../../albatross/commands.ts';
import { AlbatrossError } from '../../albatross/errors.ts';
import { type Name, type Path, parseLabel } from '../../albatross/names.ts';
import type { Policy } from '../../albatross/policy.ts';
import { decodeCertificateExtension } from '../../albatross/wire/certificate-extension.ts';

/** A policy that a client presents for a domain. */
export interface PresentedPolicy {
  readonly path: Path;
  readonly policy: Policy;
}

/** What a client asks for, as its certificates say. */
export interface Request {
  readonly name: Name;
  readonly command: Command;
  /** Deepest first, the order in which a host applies them. */
  readonly policies: readonly PresentedPolicy[];
}

/** The certificates are trusted and say nothing that a host carries out: it closes in silence. */
export class RefusedRequest extends Error {}

const maxChainLength = 9;

/** Commands that mean nothing without a label: a leaf without a common name is refused for them. */
const inNeedOfLabel: ReadonlySet<CommandType> = new Set([
  'block-add',
  'block-remove',
  'block-set',
  'block-dump',
  'old-block-add',
  'old-block-set',
  'old-block-dump',
]);

/**
 * Reads a verified chain, leaf first (docs/albatross-protocol.md, section 3.1). Throws
 * `RefusedRequest`.
 */
export function readRequest(chain: readonly X509Certificate[]): Request {
  try {
    return requestOf(chain.map(({ raw }) => raw));
  } catch (error) {
    if (error instanceof RefusedRequest) throw error;
    if (!(error instanceof AlbatrossError)) throw error;
    throw new RefusedRequest(error.message, { cause: error });
  }
}

function requestOf(chain: readonly Buffer[]): Request {
  if (chain.length > maxChainLength) throw new RefusedRequest('certificate chain too long');
  const [leaf, ...intermediates] = chain;
  const extension = leaf && albatrossExtension(leaf);
  if (!leaf || !extension) throw new RefusedRequest('the leaf carries no albatross extension');
  const policies = presentedPolicies(intermediates);
  const command = decodeCertificateExtension(extension);
  if (!allowedInLeaf(command)) throw new RefusedRequest(`unexpected ${command.type}`);
  const path = policies[0]?.path ?? [];
  return { name: { path, label: labelOf(leaf, command) }, command, policies };
}

function labelOf(leaf: Buffer, command: Command): Name['label'] {
  const { commonName } = readCertificate(leaf);
  if (commonName === null && inNeedOfLabel.has(command.type)) {
    throw new RefusedRequest(`${command.type} may not have an empty name`);
  }
  const isWholeDomain = commonName === null || commonName === '.' || commonName === ':';
  return isWholeDomain ? null : parseLabel(commonName);
}

/** Certificates without the extension, such as the root's own, are passed over. */
function presentedPolicies(intermediates: readonly Buffer[]): PresentedPolicy[] {
  const policies: PresentedPolicy[] = [];
  for (const certificate of intermediates.toReversed()) {
    const extension = albatrossExtension(certificate);
    if (!extension) continue;
    const command = decodeCertificateExtension(extension);
    if (command.type !== 'policy-add') throw new RefusedRequest(`unexpected ${command.type}`);
    const label = parseLabel(readCertificate(certificate).commonName ?? '');
    policies.unshift({ path: [...(policies[0]?.path ?? []), label], policy: command.policy });
  }
  return policies;
}
