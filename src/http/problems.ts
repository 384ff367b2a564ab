import type * as z from 'zod';
import { monotonicClock } from '../base/clock.ts';
import { type FieldError, Problem } from '../base/errors.ts';
import { listFaults } from '../base/list-faults.ts';
import type { Logger } from '../base/log.ts';
import { SparingReport } from '../base/sparing-report.ts';
import { type DatabaseFault, databaseFault } from '../database/errors.ts';
import { RefusedCredential } from './caller.ts';
import { type FormRefusal, formOf } from './content/form-body.ts';
import { type HttpContext, headerOf, type Middleware } from './context.ts';
import { isDisconnect } from './disconnect.ts';
import { fieldPath } from './field-path.ts';
import { jsonReply, type Reply, reply } from './reply.ts';

/** As many as help whoever wrote the body. */
const maxFieldErrors = 20;

/** Makes the answer to a problem. */
export type RenderProblem = (context: HttpContext, problem: Problem) => Reply;

/**
 * Answers what is thrown further in: a `Problem` as it says, anything else as an internal error
 * that tells nothing but its request id and is logged. A client that has left is no error.
 */
export function answerProblems(logger: Logger, render: RenderProblem = problemReply): Middleware {
  const report = reportFailures(logger);
  return async (context, next) => {
    try {
      await next();
    } catch (error) {
      const gone = !context.writable;
      if (!(error instanceof Problem) && !(gone && isDisconnect(error))) {
        report(error, context.state.requestId);
      }
      if (gone) leaveUnanswered(context, error);
      else reply(context, render(context, asProblem(error)));
    }
  };
}

/** Each by itself; those of the database, which come with every request, now and then. */
function reportFailures(logger: Logger): (error: unknown, requestId: string) => void {
  const sparing = new SparingReport((error, what, untold) => {
    logger.error({ error, ...(untold > 0 && { untold }) }, what);
  }, monotonicClock);
  return (error, requestId) => {
    const fault = databaseFault(error);
    if (fault) sparing.report(error, `requests fail: the database is ${fault}`);
    else logger.error({ requestId, error }, 'request failed');
  };
}

function leaveUnanswered(context: HttpContext, error: unknown): void {
  context.respond = false;
  const left = !(error instanceof Problem) && isDisconnect(error);
  context.state.problem = left ? 'client-left' : asProblem(error).code;
}

/** The answer that says what went wrong (RFC 9457). */
export function problemReply(context: HttpContext, problem: Problem): Reply {
  const { code, status, title, detail, errors, facts } = problem;
  const { requestId } = context.state;
  context.state.problem = code;
  if (problem instanceof RefusedCredential) context.state.refused = problem.known;
  const form = formOf(context.state.served?.body, headerOf(context, 'content-type'));
  if (form) return refusalReply(form.refuse(problem), problem);
  const type = `/docs#${code}`;
  const members = { type, title, status, detail, code, requestId };
  const value = { ...facts, ...members, ...(errors.length > 0 ? { errors } : {}) };
  const { headers, body } = jsonReply(status, value, 'application/problem+json');
  return {
    status,
    headers: { ...headers, ...problem.headers, ...challenge(context, status) },
    body,
  };
}

/** To whoever sent a form, which has words of its own for what went wrong. */
function refusalReply({ status, body }: FormRefusal, problem: Problem): Reply {
  const answer = jsonReply(status, body);
  return { ...answer, headers: { ...answer.headers, ...problem.headers } };
}

/** What a schema found, by path; members that are not known one by one. */
export function fieldErrors(issues: readonly z.core.$ZodIssue[]): FieldError[] {
  const errors: FieldError[] = [];
  for (const issue of issues) {
    const faults = listFaults(issue).slice(0, maxFieldErrors);
    errors.push(...faults.map(({ path, message }) => ({ path: fieldPath(path), message })));
    if (errors.length >= maxFieldErrors) break;
  }
  return errors.slice(0, maxFieldErrors);
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const fault = databaseFault(error);
  if (fault) return databaseProblem(fault, error);
  const detail = 'Nothing more can be said here. The log has it under the request id.';
  return new Problem('internal', detail, { cause: error });
}

function databaseProblem(fault: DatabaseFault, cause: unknown): Problem {
  if (fault === 'full') {
    const detail = 'The database has no room left to record it. Tell those who run the server.';
    return new Problem('no-room', detail, { cause });
  }
  const detail =
    fault === 'away'
      ? 'The server cannot reach its database at the moment. Try again later.'
      : 'The database takes no changes at the moment. Try again later.';
  return new Problem('database-unavailable', detail, { cause, headers: { 'Retry-After': '5' } });
}

/**
 * What every 401 has to name (RFC 9110, section 11.6.1). Basic is left out for scripts of pages:
 * their browser would ask for a password.
 */
function challenge(context: HttpContext, status: number): Record<string, string> {
  if (status !== 401) return {};
  const fromPage = headerOf(context, 'sec-fetch-site') !== null;
  const bearer = 'Bearer realm="fulmar"';
  return { 'www-authenticate': fromPage ? bearer : `${bearer}, Basic realm="fulmar"` };
}
