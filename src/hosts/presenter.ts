import type { z } from 'zod';
import { authorizedKeysLine } from '../albatross/ssh/authorized-keys.ts';
import { permittedTarget } from '../host-client/connection-settings/connection-settings.ts';
import type { StoredHost, StoredSsh } from '../host-client/entity.ts';
import type { HealthReport, PartReport } from '../host-client/health.ts';
import { clockWarnings, hostWarnings } from './host-warnings.ts';
import { presentPolicy, presentUsage } from './policies/present-policy.ts';
import type { hostAnswer } from './schema.ts';
import type { HostView } from './show-hosts.ts';

/** A host as those see it who may use it; to administrators with all but its private key. */
export function presentHost({
  host,
  stored,
  maintenance,
  policy,
  used,
}: HostView): z.input<typeof hostAnswer> {
  const { state, reason, since, parts } = host.health;
  return {
    name: host.name,
    state,
    reason,
    since: since.toISOString(),
    parts: presentParts(parts, stored !== null),
    collectMetrics: host.collectMetrics,
    policy: policy && presentPolicy(policy),
    used: policy && used && presentUsage(used, policy),
    maintenance,
    ...(stored && presentDetails(stored, host)),
  };
}

/** What an error says may name addresses: that is for administrators. */
function presentParts({ commands, console, stats }: HealthReport['parts'], isAdmin: boolean) {
  const present = ({ since, message, ...part }: PartReport) => ({
    ...part,
    since: since.toISOString(),
    ...(isAdmin && { message }),
  });
  return { commands: present(commands), console: present(console), stats: present(stats) };
}

function presentDetails(stored: StoredHost, { health, clock }: HostView['host']) {
  const { presented, errors } = health;
  const { id, transport, address, port, certificate, fingerprint, ssh, createdAt } = stored;
  return {
    ...{ id, transport, address, port },
    ...(certificate && { certificate }),
    ...(fingerprint && { fingerprint }),
    warnings: [...hostWarnings(stored), ...clockWarnings(clock)],
    presentedFingerprint: presented.fingerprint,
    ...(ssh && presentSsh(ssh, presented.hostKey)),
    errors: errors.map(({ at, ...error }) => ({ at: at.toISOString(), ...error })),
    createdAt: createdAt.toISOString(),
    notes: stored.notes ?? null,
  };
}

function presentSsh(ssh: StoredSsh, presentedHostKey: string | null) {
  const { user, publicKey, hostKey, target } = ssh;
  return {
    ...{ user, publicKey, presentedHostKey, target },
    authorizedKeysLine: authorizedKeysLine(publicKey, permittedTarget(target)),
    hostKey: hostKey.fingerprint,
    hostKeyType: hostKey.type,
  };
}
