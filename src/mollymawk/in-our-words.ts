import type { ErrorCode, Problem } from '../base/errors.ts';

const statuses: ReadonlySet<number> = new Set([401, 403, 429]);

/** Nothing has failed: it is to be asked for again. */
const codes: ReadonlySet<ErrorCode> = new Set(['unikernel-busy', 'locked', 'request-running']);

/** Whether mollymawk has no words for it, as it knows no scopes, limits, locks and turns. */
export const isInOurWords = ({ status, code }: Problem): boolean =>
  statuses.has(status) || codes.has(code);
