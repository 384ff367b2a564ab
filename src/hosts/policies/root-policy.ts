import type { Named } from '../../albatross/messages.ts';
import type { Policy } from '../../albatross/policy.ts';

/** What a host itself has, of the policies that it lists; null: it does not say. */
export function rootPolicy(policies: readonly Named<Policy>[]): Policy | null {
  return policies.find(({ name }) => name.path.length === 0)?.value ?? null;
}
