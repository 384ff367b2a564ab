import { isDeepStrictEqual } from 'node:util';
import { Problem } from '../../base/errors.ts';
import { pause, type Timer } from '../../base/timer.ts';
import type { Authenticate } from '../caller.ts';
import type { HttpContext } from '../context.ts';
import { credentialRequest } from './identify.ts';

/** Milliseconds between two looks at the credential of a streamed answer. */
const lookInterval = 5_000;

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
 * credential has ended, or may do something else than when it was shown: it is to be shown again.
 */
export function watchCredential(context: HttpContext, deps: CredentialWatchDeps): AbortSignal {
  const over = new AbortController();
  if (context.res.closed) over.abort();
  else context.res.once('close', () => over.abort());
  const ended = new AbortController();
  followCredential(context, deps, over.signal).catch((reason) => ended.abort(reason));
  return AbortSignal.any([over.signal, ended.signal]);
}

async function followCredential(
  context: HttpContext,
  { authenticate, timer }: CredentialWatchDeps,
  signal: AbortSignal,
): Promise<never> {
  const request = { ...credentialRequest(context), again: true };
  for (;;) {
    await pause(timer, lookInterval, signal);
    const caller = await authenticate(request);
    if (isDeepStrictEqual(caller, context.state.caller)) continue;
    throw new Problem(
      'credential-changed',
      'The credential or its account was changed. Come again.',
    );
  }
}
