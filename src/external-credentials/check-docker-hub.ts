import { z } from 'zod';
import { lineOf } from '../outgoing/answer-fields.ts';
import { numberIn } from '../outgoing/header-values.ts';
import type { OutgoingAnswer, Send } from '../outgoing/send.ts';
import type { DockerHubAddresses } from '../outgoing/services.ts';
import { type CheckResult, notAccepted } from './check-result.ts';
import { parseAnswer, unexpected } from './service-answers.ts';

/** The repository that Docker keeps for looking at one's limit. */
const repository = 'ratelimitpreview/test';

const tokenAnswer = z.object({ token: lineOf(64 * 1024) });

/**
 * Asks Docker Hub whether it takes `USERNAME:TOKEN`, and what is left of the user's pulls; that
 * costs none. Throws `OutgoingError`, and `service-unreachable` for an answer that says neither.
 */
export async function checkDockerHub(
  send: Send,
  { auth, registry }: DockerHubAddresses,
  pair: string,
  signal: AbortSignal,
): Promise<CheckResult> {
  const url = new URL('/token', auth);
  url.searchParams.set('service', 'registry.docker.io');
  url.searchParams.set('scope', `repository:${repository}:pull`);
  const basic = Buffer.from(pair).toString('base64');
  const signedIn = await send({ url, headers: { authorization: `Basic ${basic}` }, signal });
  if (signedIn.status === 401) {
    return notAccepted('Docker Hub does not take this user name with this token.');
  }
  if (signedIn.status !== 200) throw unexpected('Docker Hub', signedIn);
  const { token } = parseAnswer('Docker Hub', signedIn, tokenAnswer);
  const manifest = await send({
    url: new URL(`/v2/${repository}/manifests/latest`, registry),
    method: 'HEAD',
    headers: { authorization: `Bearer ${token}` },
    signal,
  });
  if (![200, 429].includes(manifest.status)) throw unexpected('Docker Hub', manifest);
  const identity = pair.slice(0, pair.indexOf(':'));
  return { ...limitsOf(manifest), accepted: true, identity, resetsAt: null, detail: null };
}

/** `100;w=21600`: pulls, and the seconds of their window. Subscribers' have no limit. */
function limitsOf({ headers }: OutgoingAnswer) {
  const [, seconds] = /;w=(\d{1,9})$/.exec(`${headers['ratelimit-limit'] ?? ''}`) ?? [];
  return {
    limit: numberIn(headers, 'ratelimit-limit'),
    remaining: numberIn(headers, 'ratelimit-remaining'),
    window: seconds === undefined ? null : Number(seconds),
  };
}
