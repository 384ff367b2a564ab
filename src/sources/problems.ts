import { type ErrorCode, Problem, type ProblemFacts } from '../base/errors.ts';
import { OutgoingError, type OutgoingFault } from '../outgoing/errors.ts';

const codes: Readonly<Record<OutgoingFault, ErrorCode>> = {
  refused: 'source-refused',
  unreachable: 'source-unreachable',
  timeout: 'source-too-slow',
  'too-large': 'source-nonsense',
};

/** What went wrong on the way to a source, as a problem; anything else as it is. */
export function asSourceProblem(error: unknown): unknown {
  if (!(error instanceof OutgoingError)) return error;
  return new Problem(codes[error.fault], `${error.message}.`, { cause: error });
}

/** The problem of an answer that is none of those a source gives. */
export function unexpected(source: string, status: number, facts: ProblemFacts = {}): Problem {
  return new Problem('source-nonsense', `${source} gave an unexpected answer (${status}).`, {
    facts: { serviceStatus: status, ...facts },
  });
}

export const notFound = (detail: string) => new Problem('source-not-found', detail);

/** That a source takes no more requests, and when it does again; null: it does not say. */
export function limited(source: string, until: Date | null, now: Date): Problem {
  if (!until) return new Problem('source-limited', `${source} takes no more requests now.`);
  const resetsAt = until.toISOString();
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
  return new Problem('source-limited', `${source} takes no more requests until ${resetsAt}.`, {
    headers: { 'Retry-After': `${seconds}` },
    facts: { resetsAt },
  });
}
