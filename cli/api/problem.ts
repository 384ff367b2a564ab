import { z } from 'zod';
import { CommandError } from '../output/command-error.ts';
import { type ExitCode, exitCodes } from '../output/exit-codes.ts';
import { safeText } from '../output/safe-text.ts';
import { isPassing } from './passing.ts';

const problem = z.looseObject({
  code: z.string(),
  detail: z.string(),
  requestId: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
  deployment: z.string().optional(),
});

/** The server refused (RFC 9457): its own words, and what is wrong with single members. */
export class ApiProblem extends CommandError {
  override readonly name = 'ApiProblem';
  readonly status: number;
  /** Of the server's catalogue; stable. `unknown`: something else answered. */
  readonly code: string;
  /** What is wrong with single members of the body. */
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  /** All that it says, by its members. */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(status: number, told: z.output<typeof problem>) {
    const untold = told.errors.filter(({ message }) => !told.detail.includes(message));
    const lines = untold.map(({ path, message }) => `  ${path}: ${message}`);
    const request = status >= 500 && told.requestId ? [`(request ${told.requestId})`] : [];
    super([told.detail, ...lines, ...request].map(safeText).join('\n'), exitOf(status, told.code));
    this.status = status;
    this.code = told.code;
    this.errors = told.errors;
    this.facts = told;
  }
}

function exitOf(status: number, code: string): ExitCode {
  if (status === 401) return exitCodes.signIn;
  if (code === 'rolled-back') return exitCodes.rolledBack;
  if (code === 'cancelled' || code === 'superseded') return exitCodes.cancelled;
  return exitCodes.failed;
}

/** What an answer says that is no success. */
export async function readProblem(answer: Response): Promise<ApiProblem> {
  return problemOf(answer.status, await answer.text().catch(() => ''));
}

/** The problem that an answer of this status and with this text stands for. */
export function problemOf(status: number, text: string): ApiProblem {
  const read = problem.safeParse(parseJson(text));
  if (read.success) return new ApiProblem(status, read.data);
  return new ApiProblem(status, { code: 'unknown', detail: foreign(status), errors: [] });
}

/** What an answer that is none of the server's stands for. */
function foreign(status: number): string {
  if (status === 413) {
    return (
      'A proxy in front of the server, not the server itself, refuses a body of this size (413): raise the limit of ' +
      'the proxy (nginx: client_max_body_size).'
    );
  }
  if (status === 407) return 'The proxy requires a name and a password (407).';
  if (isPassing(status))
    return `A proxy in front of the server answered (${status}), not the server itself.`;
  return `The answer (${status}) is none of Fulmar's: is the address of the server right?`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
