import type { Clock } from '../../base/clock.ts';
import type { Actor } from '../../identity/access/actor.ts';
import type { Authenticate, CredentialRequest } from '../../identity/access/authentication.ts';
import { expiresSoon } from '../../identity/access/expiry.ts';
import { RefusedAddress } from '../../identity/access/refused.ts';
import type { CountRequest } from '../../limits/token-limits.ts';
import { type HttpContext, headerOf } from '../context.ts';
import { chargeToken, showLimit } from './charge-token.ts';

export interface IdentifyParts {
  readonly authenticate: Authenticate;
  readonly clock: Clock;
  /** Counts the requests of each token; without it there are no limits. */
  readonly countRequest?: CountRequest | undefined;
}

/**
 * Who asks, as the request's credential says; null where it has none. An answer to a token that
 * ends within 14 days says so: `X-Token-Expires-In`, in seconds. Throws as
 * `Authenticate`, and `too-many-requests`.
 */
export async function identify(context: HttpContext, parts: IdentifyParts): Promise<Actor | null> {
  const { state } = context;
  try {
    state.actor = await parts.authenticate(credentialRequest(context));
  } catch (error) {
    if (error instanceof RefusedAddress) await describeToken(context, error.actor, parts);
    throw error;
  }
  warnOfExpiry(context, state.actor, parts.clock);
  if (parts.countRequest) await chargeToken(context, parts.countRequest);
  return state.actor;
}

/** To the bearer of a good token whose request is refused all the same, and not counted. */
async function describeToken(
  context: HttpContext,
  actor: Actor,
  { clock, countRequest }: IdentifyParts,
): Promise<void> {
  warnOfExpiry(context, actor, clock);
  if (countRequest) await showLimit(context, actor, countRequest);
}

/** What of a request says who it comes from. */
export function credentialRequest(context: HttpContext): CredentialRequest {
  const header = (name: string) => headerOf(context, name);
  return { address: context.state.address, header };
}

function warnOfExpiry({ res }: HttpContext, actor: Actor | null, clock: Clock): void {
  const credential = actor?.credential;
  if (credential?.kind !== 'token' || credential.expiresAt === null) return;
  const now = clock();
  if (!expiresSoon(credential.expiresAt, now)) return;
  const left = credential.expiresAt.getTime() - now.getTime();
  res.setHeader('X-Token-Expires-In', `${Math.floor(left / 1000)}`);
}
