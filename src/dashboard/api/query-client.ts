import { type Mutation, MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ProblemError } from './problem-error.ts';
import { endSession } from './session.ts';
import { tell } from './told.ts';

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

/** A word of what was done, where who asked for it says one. */
function tellDone(
  _data: unknown,
  _variables: unknown,
  _made: unknown,
  { meta }: Mutation<unknown, unknown, unknown>,
): void {
  if (meta?.done) tell(meta.done);
}

/** What is known of the server. Data count as fresh for some seconds, so that pages share them. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError, onSuccess: tellDone }),
  defaultOptions: { queries: { staleTime: 5_000, retry } },
});
