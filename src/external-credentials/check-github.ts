import { z } from 'zod';
import { lineOf } from '../outgoing/answer-fields.ts';
import { momentIn, numberIn } from '../outgoing/header-values.ts';
import type { OutgoingAnswer, Send } from '../outgoing/send.ts';
import type { CheckResult } from './check-result.ts';
import { parseAnswer, unexpected } from './service-answers.ts';

/** GitHub counts by the hour. */
const window = 3600;

const userAnswer = z.object({ login: lineOf(255) });

/**
 * Asks GitHub whose token this is and what is left of its limit. Throws `OutgoingError`, and
 * `service-unreachable` for an answer that says neither.
 */
export async function checkGitHub(
  send: Send,
  api: URL,
  token: string,
  signal: AbortSignal,
): Promise<CheckResult> {
  const answer = await send({
    url: new URL('/user', api),
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/vnd.github+json',
      'user-agent': 'fulmar',
    },
    signal,
  });
  const limits = limitsOf(answer);
  if (answer.status === 200) {
    const { login } = parseAnswer('GitHub', answer, userAnswer);
    return { ...limits, accepted: true, identity: login, detail: null };
  }
  if (answer.status === 401) {
    return { ...limits, accepted: false, identity: null, detail: 'GitHub does not know it.' };
  }
  const exhausted = limits.remaining === 0 && [403, 429].includes(answer.status);
  if (exhausted) {
    const detail = 'Nothing is left of its limit, so GitHub does not say whose it is.';
    return { ...limits, accepted: true, identity: null, detail };
  }
  // An app's token belongs to no user, but a bad one would have been answered with 401.
  if (answer.status === 403 && limits.limit !== null) {
    return { ...limits, accepted: true, identity: null, detail: 'It belongs to no user.' };
  }
  throw unexpected('GitHub', answer);
}

function limitsOf({ headers }: OutgoingAnswer) {
  const limit = numberIn(headers, 'x-ratelimit-limit');
  return {
    limit,
    remaining: numberIn(headers, 'x-ratelimit-remaining'),
    window: limit === null ? null : window,
    resetsAt: momentIn(headers, 'x-ratelimit-reset')?.toISOString() ?? null,
  };
}
