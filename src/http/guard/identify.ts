import type { Clock } from '../../base/clock.ts';
import { expiresSoon } from '../../base/expiry.ts';
import {
  type Authenticate,
  type Caller,
  type CredentialRequest,
  RefusedCredential,
} from '../caller.ts';
import { type HttpContext, headerOf } from '../context.ts';
import type { CountRequest, CountSession } from '../quota.ts';
import { isUnsafe } from '../same-origin.ts';
import { chargeToken, showLimit } from './charge-token.ts';

export interface IdentifyDeps {
  readonly authenticate: Authenticate;
  readonly clock: Clock;
  /** Counts the requests of each token, and what accounts ask to be changed by their tokens; without it there are no limits. */
  readonly countRequest?: CountRequest | undefined;
  /** Counts the requests of people who are signed in; without it there are no limits. */
  readonly countSession?: CountSession | undefined;
}

/**
 * Who asks, as the request's credential says; null where it has none. An answer to a token that
 * ends within 14 days says so: `X-Token-Expires-In`, in seconds. Throws as
 * `Authenticate`, and `too-many-requests`.
 */
export async function identify(context: HttpContext, deps: IdentifyDeps): Promise<Caller | null> {
  const { state } = context;
  const now = deps.clock();
  try {
    state.caller = await deps.authenticate(credentialRequest(context));
  } catch (error) {
    const known = error instanceof RefusedCredential ? error.caller : null;
    if (known) await describeToken(context, known, deps);
    throw error;
  }
  if (state.caller) state.admittedAt = now;
  warnOfExpiry(context, state.caller, deps.clock);
  if (state.caller) await count(context, state.caller, deps);
  return state.caller;
}

/** People are counted by themselves, so that they can always end what their tokens do. */
async function count(
  context: HttpContext,
  { account, credential }: Caller,
  { countRequest, countSession }: IdentifyDeps,
): Promise<void> {
  const changes = isUnsafe(context.method);
  if (credential.kind === 'session') return await countSession?.(account, changes);
  if (!countRequest) return;
  await chargeToken(context, credential, { changer: changes ? account : null }, countRequest);
}

/** To the bearer of a good token whose request is refused all the same, and not counted. */
async function describeToken(
  context: HttpContext,
  caller: Caller,
  { clock, countRequest }: IdentifyDeps,
): Promise<void> {
  warnOfExpiry(context, caller, clock);
  if (countRequest) await showLimit(context, caller, countRequest);
}

/** As `credentialRequest`, of one that was taken in before, however long ago. */
export function credentialAgain(context: HttpContext): CredentialRequest {
  const { admittedAt } = context.state;
  return { ...credentialRequest(context), again: true, admittedAt };
}

/** What of a request says who it comes from. */
export function credentialRequest(context: HttpContext): CredentialRequest {
  const header = (name: string) => headerOf(context, name);
  const { address, secure } = context.state;
  return { address, secure, header };
}

function warnOfExpiry({ res }: HttpContext, caller: Caller | null, clock: Clock): void {
  const credential = caller?.credential;
  if (credential?.kind !== 'token' || credential.expiresAt === null) return;
  const now = clock();
  if (!expiresSoon(credential.expiresAt, now)) return;
  const left = credential.expiresAt.getTime() - now.getTime();
  res.setHeader('X-Token-Expires-In', `${Math.floor(left / 1000)}`);
}
