import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Problem } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';

/** What somebody on this machine asked for: the body, from JSON, and what the log knows it by. */
export interface ControlRequest {
  readonly body: unknown;
  readonly requestId: string;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** Carries out one command. Throws a `Problem` where it refuses. */
export type ControlCommand = (request: ControlRequest) => Promise<object>;

/** Octets of a body. */
const maxBody = 65_536;

/** Answers `POST /NAME` with what the command of that name gives, or with its problem (RFC 9457). */
export function answerControl(
  commands: ReadonlyMap<string, ControlCommand>,
  log: Pick<Logger, 'error'>,
): RequestListener {
  return async (request, response) => {
    const requestId = randomUUID();
    const leaving = new AbortController();
    response.once('close', () => leaving.abort());
    try {
      const command =
        request.method === 'POST' ? commands.get(request.url?.slice(1) ?? '') : undefined;
      if (!command) throw new Problem('not-found', 'This server has no such command.');
      const { signal } = leaving;
      send(response, 200, await command({ body: await readJson(request), requestId, signal }));
    } catch (error) {
      const problem = problemOf(error);
      if (problem !== error && !leaving.signal.aborted) {
        log.error({ error, requestId }, 'a command of the machine failed');
      }
      send(response, problem.status, { ...describeProblem(problem), requestId });
    }
  };
}

/** What failed, as a problem; what is none of ours is in the log alone. */
export const problemOf = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem('internal', 'See the log of the server.');

/** A problem as an answer has it (RFC 9457). */
export function describeProblem({ status, code, title, detail, errors }: Problem): object {
  return { status, code, title, detail, errors };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let octets = 0;
  for await (const chunk of request) {
    octets += chunk.length;
    if (octets > maxBody) throw new Problem('malformed-body', 'The body is too large.');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    throw new Problem('malformed-body', 'The body is no JSON.');
  }
}

function send(response: ServerResponse, status: number, value: object): void {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(value));
}
