import { type ErrorCode, Problem } from '../base/errors.ts';
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
export function unexpected(source: string, status: number, why?: string): Problem {
  const reason = why === undefined ? `${status}` : `${status}: ${why}`;
  return new Problem('source-nonsense', `${source} gave an unexpected answer (${reason}).`, {
    facts: { serviceStatus: status },
  });
}

export const notFound = (detail: string) => new Problem('source-not-found', detail);
export const moved = (detail: string) => new Problem('source-moved', detail);
export const unsuitable = (detail: string) => new Problem('source-unsuitable', detail);
export const noBuilder = () =>
  unsuitable('No builder is configured on this server (FULMAR_BUILDER_URL).');
export const credentialRefused = (detail: string, status: number) =>
  new Problem('source-credential-refused', detail, { facts: { serviceStatus: status } });

/** That a source takes no more requests; `until`: when it does again, null: it does not say. */
export function limited(source: string, until: Date | null, now: Date): Problem {
  if (!until) return new Problem('source-limited', `${source} accepts no more requests for now.`);
  const resetsAt = until.toISOString();
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
  return new Problem('source-limited', `${source} accepts no more requests until ${resetsAt}.`, {
    headers: { 'Retry-After': `${seconds}` },
    facts: { resetsAt },
  });
}
