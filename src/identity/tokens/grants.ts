import { Problem } from '../../base/errors.ts';
import type { Actor } from '../access/actor.ts';
import { hashSecret, newSecret, type RandomSource, visiblePrefix } from '../credentials/secret.ts';
import type { Token } from './entity.ts';
import { type Ending, endOf } from './expiry.ts';
import { defaultLimit, type TokenFields } from './make-token.ts';
import { authorizeHandling, authorizeReach, reachOf } from './reach.ts';
import type { FormerSecret } from './replaced-secrets.ts';

/** What is asked of a new token; one whose end is not said never ends. */
export interface TokenRequest extends Omit<TokenFields, 'expiresAt' | 'hourlyLimit'>, Ending {
  /** Without it 1000, or the maker's where that is less. */
  readonly hourlyLimit?: number | undefined;
}

/** What is asked of a token that is there; what is not given stays. */
export type TokenChange = Partial<TokenRequest>;

/** What a token is to be that the actor makes. Throws as `authorizeReach`, and `invalid-body`. */
export function grantToken(actor: Actor, request: TokenRequest, now: Date): TokenFields {
  const { expiresIn, expiresAt, ...rest } = request;
  const hourlyLimit = request.hourlyLimit ?? defaultLimitFor(actor);
  const fields = { ...rest, hourlyLimit, expiresAt: endOf({ expiresIn, expiresAt }, now) ?? null };
  authorizeReach(actor, fields);
  refusePast(fields.expiresAt, now);
  return fields;
}

/**
 * Changes a token as the actor wants it; only what is given changes. Throws as `authorizeHandling`, and
 * as `authorizeReach` for what the token reaches then, and `invalid-body`: then the token is not to be stored.
 */
export function changeToken(actor: Actor, token: Token, change: TokenChange, now: Date): void {
  authorizeHandling(actor, token);
  const { expiresIn: _period, ...fields } = change;
  const expiresAt = endOf(change, now);
  const given = Object.entries({ ...fields, expiresAt }).filter(([, value]) => value !== undefined);
  Object.assign(token, Object.fromEntries(given));
  authorizeReach(actor, reachOf(token));
  refusePast(expiresAt ?? null, now);
}

/** What a rotation gives and takes. */
export interface Rotation {
  /** Shown now and never again. */
  readonly secret: string;
  /** What the token had before. */
  readonly former: FormerSecret;
}

/** Gives a token a new secret. Throws as `authorizeHandling`. */
export function rotateToken(actor: Actor, token: Token, random?: RandomSource): Rotation {
  authorizeHandling(actor, token);
  const former = { hash: token.secretHash, prefix: token.prefix };
  const secret = newSecret(random);
  token.secretHash = hashSecret(secret);
  token.prefix = visiblePrefix(secret);
  return { secret, former };
}

function defaultLimitFor({ credential }: Actor): number {
  return credential.kind === 'token'
    ? Math.min(defaultLimit, credential.hourlyLimit)
    : defaultLimit;
}

/** Throws `invalid-body` for an end that is over already; null: never. */
export function refusePast(expiresAt: Date | null, now: Date): void {
  if (expiresAt === null || expiresAt > now) return;
  const message = 'has to be in the future';
  throw new Problem('invalid-body', `The time of expiry ${message}.`, {
    errors: [{ path: 'expiresAt', message }],
  });
}
