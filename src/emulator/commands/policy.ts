import type { Success } from '../../albatross/messages.ts';
import type { Name, Path } from '../../albatross/names.ts';
import type { Policy } from '../../albatross/policy.ts';
import type { Host } from '../host/host.ts';
import { relativeTo } from '../host/name-map.ts';

/** The policies at and below a domain, under names relative to it. */
export function policiesOf(host: Host, { path }: Name): Success {
  const policies = host.policies
    .below(path)
    .map(({ name, value }) => ({ name: relativeTo(name, path), value }));
  return { type: 'policies', policies };
}

/** Sets a domain's policy. Throws `HostFailure`. */
export function setPolicy(host: Host, path: Path, policy: Policy): Success {
  const isAnother = host.policies.set(path, policy, host.usage(path));
  if (isAnother) host.state.write();
  return { type: 'string', value: isAnother ? 'added policy' : 'no modification of policy' };
}

/** Leaves a domain without a policy. Throws `HostFailure`. */
export function removePolicy(host: Host, path: Path): Success {
  host.policies.remove(path);
  host.state.write();
  return { type: 'string', value: 'removed policy' };
}
