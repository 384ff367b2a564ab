import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ProblemError } from './problem-error.ts';
import { endSession } from './session.ts';

const maxRetries = 2;

/** Asked again: what may go better the next time. A refusal stays one. */
function retry(failures: number, error: Error): boolean {
  if (!(error instanceof ProblemError)) return false;
  return failures < maxRetries && (error.status === 0 || error.status >= 500);
}

/** Refusals with 401 that say nothing about the session. */
const notOfSession = ['sign-in-refused', 'reset-refused'];

/** A session that ended while the page was open leads to signing in, and back. */
function onError(error: Error): void {
  if (!(error instanceof ProblemError) || error.status !== 401) return;
  if (!notOfSession.includes(error.code)) endSession(queryClient);
}

/** What is known of the server. Data count as fresh for some seconds, so that pages share them. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: { queries: { staleTime: 5_000, retry } },
});
