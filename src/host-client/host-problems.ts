import type { ErrorCode } from '../base/errors.ts';

/** What may be the matter with any host that is asked something, for the documentation of routes. */
export const hostProblems = [
  'no-policy',
  'policy-refused',
  'host-refused',
  'host-unreachable',
  'host-refused-connection',
  'host-untrusted',
  'host-nonsense',
  'host-down',
  'host-busy',
  'shutting-down',
  'lock-lost',
  'locks-unavailable',
  'host-timeout',
] as const satisfies readonly ErrorCode[];
