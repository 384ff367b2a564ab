import type { z } from 'zod';
import { presentPolicy, presentUsage } from '../policies/presenter.ts';
import type { HealthReport } from './connection/health.ts';
import type { StoredHost } from './entity.ts';
import type { hostAnswer } from './schema.ts';
import type { HostView } from './show-hosts.ts';

/** A host as those see it who may use it; to administrators with all but its private key. */
export function presentHost({ host, stored, policy, used }: HostView): z.input<typeof hostAnswer> {
  const { state, reason, since } = host.health;
  return {
    name: host.name,
    state,
    reason,
    since: since.toISOString(),
    policy: policy && presentPolicy(policy),
    used: used && presentUsage(used),
    ...(stored && presentDetails(stored, host.health)),
  };
}

function presentDetails(stored: StoredHost, health: HealthReport) {
  const { id, transport, address, port, certificate, fingerprint, createdAt } = stored;
  return {
    ...{ id, transport, address, port, certificate, fingerprint },
    presentedFingerprint: health.presentedFingerprint,
    errors: health.errors.map(({ at, ...error }) => ({ at: at.toISOString(), ...error })),
    createdAt: createdAt.toISOString(),
  };
}
