import type { Answer } from '../handler.ts';
import type { Reply } from '../reply.ts';
import { jsonReply } from '../reply.ts';
import type { Route } from '../route.ts';

/**
 * What a handler answered, held to what its route declares: a status that is none of the declared
 * is an error, and members that the schema does not have stay inside.
 */
export function renderAnswer(route: Route, answer: Answer): Reply {
  const { cookies, events } = answer;
  const reply = renderContent(route, answer);
  return { ...reply, ...(cookies && { cookies }), ...(events && { events }) };
}

function renderContent(route: Route, { status, body, stream, headers }: Answer): Reply {
  const declared = route.answers[status];
  if (declared === undefined) {
    throw new Error(`${route.operationId} answers ${status}, which it does not declare`);
  }
  if (declared === null) return { status, headers: headers ?? {}, body: null };
  if (typeof declared === 'string') {
    return { status, headers: { 'content-type': declared, ...headers }, body: stream ?? null };
  }
  const rendered = jsonReply(status, declared.parse(body));
  return headers ? { ...rendered, headers: { ...rendered.headers, ...headers } } : rendered;
}
