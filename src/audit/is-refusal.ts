import type { ErrorCode } from '../base/errors.ts';
import type { AnsweredRequest } from '../http/audit.ts';

/** What may be said only once something was begun, on a host or here. */
const begun: ReadonlySet<string> = new Set<ErrorCode>([
  'cancelled',
  'check-failed',
  'host-refused',
  'invalid-digest',
  'invalid-encoding',
  'not-staying-up',
  'request-timeout',
  'rolled-back',
  'superseded',
  'upload-incomplete',
]);

/** Whether a request was refused before it changed anything: the others failed, or nobody knows. */
export function isRefusal({
  problem,
  status,
}: Pick<AnsweredRequest, 'problem' | 'status'>): boolean {
  if (problem === null || status === null) return false;
  return status >= 400 && status < 500 && !begun.has(problem);
}
