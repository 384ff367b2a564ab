import type { Schema } from '../../api/schema.ts';

/** What is used of a policy, as `3 of 20`; null without a policy. */
export function usage(
  { policy, used }: Schema['Host'],
  what: Schema['Usage']['nearlyUsed'][number],
): string | null {
  if (!policy) return null;
  return `${used?.[what] ?? '?'} of ${policy[what] ?? 'any'}`;
}

/** The same for what is counted in MiB, such as `64 of 2048 MiB`. */
export function inMebibytes(host: Schema['Host'], what: 'memory' | 'storage'): string | null {
  const used = usage(host, what);
  return used === null ? null : `${used} MiB`;
}
