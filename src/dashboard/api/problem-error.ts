/** What is wrong with one member of a body. */
export interface FieldProblem {
  /** The member, as `blockDevices.0.name`. */
  readonly path: string;
  readonly message: string;
}

interface ProblemParts {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly requestId: string | null;
  readonly errors: readonly FieldProblem[];
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** An answer that refuses (RFC 9457), or none at all: then `status` is 0 and `code` is `offline`. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: number;
  /** Of the server's catalogue; stable. */
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** What the server's log knows the request by. */
  readonly requestId: string | null;
  readonly errors: readonly FieldProblem[];
  /** All members of the answer, also those of this problem alone, as `kept`. */
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(parts: ProblemParts, options?: ErrorOptions) {
    super(`${parts.title}: ${parts.detail}`, options);
    this.status = parts.status;
    this.code = parts.code;
    this.title = parts.title;
    this.detail = parts.detail;
    this.requestId = parts.requestId;
    this.errors = parts.errors;
    this.facts = parts.facts ?? {};
  }
}

/** What an answer says that is no success. */
export async function readProblem(answer: Response): Promise<ProblemError> {
  const body: unknown = await answer.json().catch(() => null);
  return problemOf(answer.status, body, answer.headers.get('x-request-id'));
}

/** The problem that an answer of this status and with this body, read from JSON, stands for. */
export function problemOf(status: number, body: unknown, requestId: string | null): ProblemError {
  const text = (name: string) => {
    const value: unknown = Reflect.get(Object(body), name);
    return typeof value === 'string' ? value : null;
  };
  return new ProblemError({
    status,
    code: text('code') ?? 'unknown',
    title: text('title') ?? 'The request failed',
    detail: text('detail') ?? `The server responded with status ${status} and gave no reason.`,
    requestId: text('requestId') ?? requestId,
    errors: readFieldProblems(Reflect.get(Object(body), 'errors')),
    facts: { ...Object(body) },
  });
}

/** No answer came: the network or the server is away. */
export function offlineProblem(cause: unknown): ProblemError {
  const title = 'The server does not answer';
  const detail = 'Check the connection and try again.';
  return new ProblemError(
    { status: 0, code: 'offline', title, detail, requestId: null, errors: [] },
    { cause },
  );
}

function readFieldProblems(value: unknown): FieldProblem[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown) => {
    const path: unknown = Reflect.get(Object(each), 'path');
    const message: unknown = Reflect.get(Object(each), 'message');
    return typeof path === 'string' && typeof message === 'string' ? [{ path, message }] : [];
  });
}
