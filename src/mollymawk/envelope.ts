import { z } from 'zod';
import type { Problem } from '../base/errors.ts';
import type { Answer } from '../http/handler.ts';
import { jsonReply, type Reply } from '../http/reply.ts';
import { MollymawkProblem } from './mollymawk-problem.ts';

/** What every JSON answer of mollymawk is wrapped in (its handbook, "Response Envelope"). */
export const envelope = z.object({
  /** The status of the answer, once more. */
  status: z.int(),
  /** The status as text, unless a route has a title of its own. */
  title: z.string(),
  success: z.boolean(),
  /** The result, or the sentence that says what is wrong. */
  data: z.unknown(),
});

/** A good answer in its envelope. */
export function success(data: unknown, title = '200'): Answer {
  return { status: 200, body: { status: 200, title, success: true, data } };
}

/** A problem in its envelope: where mollymawk has no words of its own for it, in version 1's. */
export function problemInEnvelope(problem: Problem, standard: Reply): Reply {
  const { status, detail: data } = problem;
  const title = problem instanceof MollymawkProblem ? problem.title : String(status);
  const { headers, body } = jsonReply(status, { status, title, success: false, data });
  return { status, headers: { ...standard.headers, ...headers }, body };
}
