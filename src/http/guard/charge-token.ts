import type { ServerResponse } from 'node:http';
import { Problem } from '../../base/errors.ts';
import type { Caller, TokenCaller } from '../caller.ts';
import type { HttpContext } from '../context.ts';
import type { CountedRequest, CountRequest, Quota } from '../quota.ts';

const secondsOfHour = 3600;

/**
 * Counts a request to the token that it shows, and says on the answer what is left of the token's
 * limit. Throws `too-many-requests` above it, and above that of the account's changes.
 */
export async function chargeToken(
  { state, res }: HttpContext,
  token: TokenCaller,
  request: CountedRequest,
  countRequest: CountRequest,
): Promise<void> {
  const { quota, refusal } = await countRequest(token, request);
  state.quota = quota;
  const seconds = secondsLeft(quota);
  showQuota(res, quota, seconds);
  if (refusal) throw refusal;
  if (!quota.exceeded) return;
  throw new Problem(
    'too-many-requests',
    `The token may make ${quota.limit} requests an hour. That is over in ${seconds} s.`,
    { headers: { 'Retry-After': String(seconds) }, facts: { limit: quota.limit } },
  );
}

/** Says what is left of a token's limit, of which the request takes nothing. */
export async function showLimit(
  { res }: HttpContext,
  { credential }: Caller,
  countRequest: CountRequest,
): Promise<void> {
  if (credential.kind !== 'token') return;
  const { quota } = await countRequest(credential, null);
  showQuota(res, quota, secondsLeft(quota));
}

const secondsLeft = ({ resetAt, countedAt }: Quota) =>
  Math.ceil((resetAt.getTime() - countedAt.getTime()) / 1000);

/** Those in general use, and those that are to be (draft-ietf-httpapi-ratelimit-headers-10). */
function showQuota(res: ServerResponse, { limit, remaining, resetAt }: Quota, seconds: number) {
  res.setHeader('X-RateLimit-Limit', `${limit}`);
  res.setHeader('X-RateLimit-Remaining', `${remaining}`);
  res.setHeader('X-RateLimit-Reset', `${resetAt.getTime() / 1000}`);
  res.setHeader('RateLimit-Policy', ofAnHour(`q=${limit}`, `w=${secondsOfHour}`));
  res.setHeader('RateLimit', ofAnHour(`r=${remaining}`, `t=${seconds}`));
}

/** A list of the one quota that there is, by its name, with two integers (RFC 9651): it is on each answer. */
const ofAnHour = (first: string, second: string) => `"hour";${first};${second}`;
