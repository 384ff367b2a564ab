import type { Reply } from '../reply.ts';

/** Problems that pass by themselves: who asks again may be answered otherwise. */
const passing = new Set<string>([
  'upload-incomplete',
  'request-timeout',
  'volume-busy',
  'unikernel-busy',
  'request-running',
  'too-many-requests',
  'too-many-at-once',
]);

/** What was answered, and how much of the request that was about. */
export interface Outcome {
  readonly reply: Reply;
  /** The code of the problem that it tells of; null: it was done. */
  readonly problem: string | null;
  /** Whether the request's body had arrived whole. */
  readonly whole: boolean;
}

/**
 * What of an answer is kept; null where the request may be made again: it would be answered
 * otherwise, or the answer is to a part of the request.
 */
export function keepable({ reply, problem, whole }: Outcome, showsSecret: boolean) {
  const { status, headers, body } = reply;
  if (problem !== null && (!whole || passing.has(problem) || saysWhen(headers))) return null;
  if (status >= 500 || (body !== null && typeof body !== 'string')) return null;
  if (!showsSecret || status >= 300) return { status, headers, body };
  return { status, showedSecret: true, resultId: body && idOf(body) };
}

/** Whether it says when to come again: then it passes, whatever it tells of. */
const saysWhen = (headers: Reply['headers']) =>
  Object.keys(headers).some((name) => name.toLowerCase() === 'retry-after');

function idOf(body: string): string | null {
  const id: unknown = Reflect.get(Object(JSON.parse(body)), 'id');
  return typeof id === 'string' ? id : null;
}
