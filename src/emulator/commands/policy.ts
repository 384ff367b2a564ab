import type { Success } from '../../albatross/messages.ts';
import { domainName, formatName, type Name, type Path } from '../../albatross/names.ts';
import { HostFailure } from '../host/failure.ts';
import type { Host } from '../host/host.ts';
import { relativeTo } from '../host/name-map.ts';
import type { PresentedPolicy } from '../tls/request.ts';

/** The policies at and below a domain, under names relative to it. */
export function policiesOf(host: Host, { path }: Name): Success {
  const policies = host.policies
    .below(path)
    .map(({ name, value }) => ({ name: relativeTo(name, path), value }));
  return { type: 'policies', policies };
}

/**
 * Sets the policies that a client presents. Throws `HostFailure` as the endpoint words
 * what the daemon answers.
 */
export function applyPolicies(host: Host, presented: readonly PresentedPolicy[]): void {
  for (const { path, policy } of presented) {
    try {
      host.nextSequence();
      host.policies.set(path, policy, host.usage(path));
    } catch (cause) {
      if (!(cause instanceof HostFailure)) throw cause;
      throw new HostFailure(refused(path, cause.message), { cause });
    }
  }
}

const refused = (path: Path, words: string) =>
  `expected success when adding policy, got: host [unikernel: ${formatName(domainName(path))}]: command failed ${words}`;
