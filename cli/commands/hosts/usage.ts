import type { Schema } from '../../api/schema.ts';

/** What is used of a policy, as `3 of 20`; null without a policy. */
export function usage(
  { policy, used }: Schema['Host'],
  what: Schema['Usage']['nearlyUsed'][number],
): string | null {
  if (!policy) return null;
  return `${used?.[what] ?? '?'} of ${policy[what] ?? 'any'}`;
}
