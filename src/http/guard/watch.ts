import type { Readable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import { Problem } from '../../base/errors.ts';
import { pause, type Timer } from '../../base/timer.ts';
import type { Access } from '../access.ts';
import type { Authenticate, Caller, CredentialRequest } from '../caller.ts';
import type { HttpContext } from '../context.ts';
import { credentialAgain, credentialRequest } from './identify.ts';

/** Milliseconds between two looks at the credential of what may take long. */
const lookInterval = 5_000;

/** Milliseconds for which nothing ends while nobody can tell of the credential, as a database that is away. */
const patience = 60_000;

/** Aborts when the client is gone before the answer is finished. */
export function watchClient({ res }: HttpContext): AbortSignal {
  const left = new AbortController();
  const check = () => {
    if (!res.writableFinished) left.abort();
  };
  if (res.closed) check();
  else res.once('close', check);
  return left.signal;
}

export interface CredentialWatchDeps {
  readonly authenticate: Authenticate;
  readonly timer: Timer;
}

/**
 * Aborts when the answer is over, and, with the 401 problem as its reason, within seconds after the
 * credential has ended, or may do something else than when it was shown: it is to be shown again. An
 * answer without an end ends with a credential that has expired, too.
 */
export function watchCredential(
  context: HttpContext,
  deps: CredentialWatchDeps,
  { endless }: { readonly endless: boolean },
): AbortSignal {
  const ended = whenAnswered(context);
  const expectUnchanged = (caller: Caller | null) => {
    if (isDeepStrictEqual(caller, context.state.caller)) return;
    const detail = 'The credential or its account was changed. Connect again.';
    throw new Problem('credential-changed', detail);
  };
  const request = endless
    ? { ...credentialRequest(context), again: true }
    : credentialAgain(context);
  const following = { request, expect: expectUnchanged, over: ended.signal };
  followCredential(deps, following).catch((reason) => ended.abort(reason));
  return ended.signal;
}

/**
 * Has the content of a request end within seconds after the credential was taken away, or may not send
 * it any more: it fails with the 401 or 403 problem then.
 */
export function endWithCredential(
  content: Readable,
  context: HttpContext,
  access: Access,
  deps: CredentialWatchDeps,
): void {
  const over = whenAnswered(context);
  content.once('close', () => over.abort());
  const expectAllowed = (caller: Caller | null) => void access.check(caller, context.params);
  const request = credentialAgain(context);
  followCredential(deps, { request, expect: expectAllowed, over: over.signal }).catch((reason) => {
    if (!over.signal.aborted) content.destroy(reason);
  });
}

function whenAnswered({ res }: HttpContext): AbortController {
  const over = new AbortController();
  if (res.closed) over.abort();
  else res.once('close', () => over.abort());
  return over;
}

interface Following {
  readonly request: CredentialRequest;
  /** Throws where whoever has the credential now may not go on. */
  readonly expect: (caller: Caller | null) => void;
  readonly over: AbortSignal;
}

async function followCredential(
  { authenticate, timer }: CredentialWatchDeps,
  { request, expect, over }: Following,
): Promise<never> {
  const look = async () => expect(await authenticate(request));
  for (;;) {
    await pause(timer, lookInterval, over);
    if (await hasLooked(look)) continue;
    await lookPatiently(look, timer, over);
  }
}

/** Looks until somebody can tell. Throws `database-unavailable` where nobody could for a minute. */
async function lookPatiently(
  look: () => Promise<void>,
  timer: Timer,
  over: AbortSignal,
): Promise<void> {
  const waiting = new AbortController();
  using _end = timer(patience, () => waiting.abort());
  while (!waiting.signal.aborted) {
    await pause(timer, lookInterval, over);
    if (await hasLooked(look)) return;
  }
  const detail = `For ${patience / 1000} s it could not be checked whether the credential is still valid.`;
  throw new Problem('database-unavailable', detail, { headers: { 'Retry-After': '5' } });
}

/** Throws the problems of the credential; false where nobody can tell of it, as while the database is away. */
async function hasLooked(look: () => Promise<void>): Promise<boolean> {
  try {
    await look();
    return true;
  } catch (error) {
    if (error instanceof Problem) throw error;
    return false;
  }
}
