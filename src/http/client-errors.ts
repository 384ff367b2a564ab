import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { Problem } from '../base/errors.ts';

/** Answers what cannot be read as a request at all with a problem, as whatever can be read is. */
export function answerClientErrors(server: Server): void {
  const answers = new WeakMap<Duplex, ServerResponse>();
  const note = ({ socket }: IncomingMessage, response: ServerResponse) => {
    answers.set(socket, response);
  };
  for (const event of ['request', 'checkContinue', 'checkExpectation']) server.on(event, note);
  server.on('clientError', (error, socket) => {
    const answer = answers.get(socket);
    const midway = answer?.headersSent && !answer.writableFinished;
    if (!socket.writable || midway || isOfHandshake(error)) socket.destroy(error);
    else socket.end(renderBare(problemOf(error)));
  });
}

/** Whether it came to nothing before there was anything to answer in. */
const isOfHandshake = (error: Error) =>
  'code' in error && /^ERR_(SSL|TLS)_/.test(String(error.code));

function problemOf(cause: Error): Problem {
  switch ('code' in cause ? cause.code : '') {
    case 'HPE_HEADER_OVERFLOW':
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new Problem('headers-too-large', 'All headers together may have 16 KiB.', { cause });
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Problem('request-timeout', 'The headers did not come in time.', { cause });
    default:
      return new Problem('malformed-request', 'This is no request in HTTP/1.1.', { cause });
  }
}

/** A problem as a whole answer, for a connection that it is the last on. */
export function renderBare({ code, status, title, detail, headers }: Problem): string {
  const requestId = randomUUID();
  const body = JSON.stringify({ type: `/docs#${code}`, title, status, detail, code, requestId });
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    'Connection: close',
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body}`;
}
