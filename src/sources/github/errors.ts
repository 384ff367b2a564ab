import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { Problem } from '../../base/errors.ts';
import { asJson } from '../../outgoing/as-json.ts';
import { inReach, momentIn, numberIn, retryAfter } from '../../outgoing/header-values.ts';
import { credentialRefused, limited, unexpected } from '../problems.ts';
import type { ServiceAnswer } from '../service.ts';

/** Milliseconds that GitHub asks for where it limits and does not say until when. */
const minWait = 60_000;

const errorAnswer = z.object({ message: z.string() });

/** The problem of an answer that is none of those that were hoped for. */
export function gitHubProblem(
  answer: Pick<ServiceAnswer, 'status' | 'headers' | 'body'>,
  hasToken: boolean,
  now: Date,
): Problem {
  const { status } = answer;
  if (status === 403 || status === 429) {
    const until = limitedUntil(answer, now);
    if (until) return limited('GitHub', until, now);
  }
  if (status === 401 || status === 403) {
    const detail = hasToken
      ? 'GitHub rejected the saved token (external credentials).'
      : 'GitHub requires a token; none is saved (external credentials).';
    return credentialRefused(detail, status);
  }
  return unexpected('GitHub', status);
}

/** Of the primary and of the secondary limits, as its documentation tells them apart. */
function limitedUntil(
  { headers, body, status }: Pick<ServiceAnswer, 'status' | 'headers' | 'body'>,
  now: Date,
): Date | null {
  const after = retryAfter(headers, now);
  if (after) return after;
  if (numberIn(headers, 'x-ratelimit-remaining') === 0) {
    return resetOf(headers) ?? inReach(now.getTime() + minWait);
  }
  const isLimit = status === 429 || /rate limit|abuse detection/i.test(messageIn(body));
  return isLimit ? inReach(now.getTime() + minWait) : null;
}

/** When the limit begins anew. */
export function resetOf(headers: IncomingHttpHeaders): Date | null {
  return momentIn(headers, 'x-ratelimit-reset');
}

function messageIn(body: Buffer): string {
  const parsed = errorAnswer.safeParse(asJson(body));
  return parsed.success ? parsed.data.message : '';
}
