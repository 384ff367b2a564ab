import { isDeepStrictEqual } from 'node:util';
import { Problem } from '../../base/errors.ts';
import { pause, type Timer } from '../../base/timer.ts';
import type { Authenticate } from '../../identity/access/authentication.ts';
import type { HttpContext } from '../context.ts';
import { credentialRequest } from './identify.ts';

/** Milliseconds between two looks at the credential of an answer without an end. */
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

export interface CredentialWatchParts {
  readonly authenticate: Authenticate;
  readonly timer: Timer;
}

/**
 * Aborts when the client is gone, and, with the 401 problem as its reason, within seconds after the
 * credential has ended, or may do something else than when it was shown: it is to be shown again.
 */
export function watchCredential(context: HttpContext, parts: CredentialWatchParts): AbortSignal {
  const client = watchClient(context);
  const ended = new AbortController();
  followCredential(context, parts, client).catch((reason) => ended.abort(reason));
  return AbortSignal.any([client, ended.signal]);
}

async function followCredential(
  context: HttpContext,
  { authenticate, timer }: CredentialWatchParts,
  signal: AbortSignal,
): Promise<never> {
  const request = { ...credentialRequest(context), again: true };
  for (;;) {
    await pause(timer, lookInterval, signal);
    const actor = await authenticate(request);
    if (isDeepStrictEqual(actor, context.state.actor)) continue;
    throw new Problem(
      'credential-changed',
      'The credential or its account was changed. Come again.',
    );
  }
}
