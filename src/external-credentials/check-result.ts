import type { Finding } from './entity.ts';

/** What a service has said; when is the caller's to add. */
export type CheckResult = Omit<Finding, 'at'>;

/** That a credential is not accepted, and why; nothing else is known of it then. */
export function notAccepted(detail: string): CheckResult {
  const unknown = { identity: null, limit: null, remaining: null, window: null, resetsAt: null };
  return { ...unknown, accepted: false, detail };
}
