import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isRead, type ServedAnswer } from './seen-answer.ts';

/** What Node tells of a request before any listener of the server is called. */
interface RequestStart {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Tells every answer of every HTTP server in this process, once, before its last octet goes out. */
export function watchAnswers(see: (answer: ServedAnswer) => void): void {
  subscribe('http.server.request.start', (message) => {
    const { request, response }: RequestStart = Object(message);
    watch(request, response, see);
  });
}

function watch(
  { method = '', url = '', socket }: IncomingMessage,
  response: ServerResponse,
  see: (answer: ServedAnswer) => void,
): void {
  const { write, end } = response;
  const path = url.replace(/[?#].*/s, '');
  const port = socket.localPort ?? 0;
  const chunks: Buffer[] = [];
  let seen = false;
  const tell = (body: string | null) => {
    if (seen || !socket.writable) return; // no answer at all where the client has left
    seen = true;
    const named = response.hasHeader('x-request-id');
    see({ method, path, port, named, status: response.statusCode, type: typeOf(response), body });
  };
  const collect = ([chunk]: readonly unknown[]) => {
    if (!isRead(typeOf(response)) || method === 'HEAD') tell(null);
    else if (typeof chunk === 'string') chunks.push(Buffer.from(chunk));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  response.write = (...given: unknown[]) => {
    collect(given);
    return Reflect.apply(write, response, given);
  };
  response.end = (...given: unknown[]) => {
    collect(given);
    tell(Buffer.concat(chunks).toString());
    return Reflect.apply(end, response, given);
  };
}

function typeOf(response: ServerResponse): string | null {
  const type = response.getHeader('content-type');
  return typeof type === 'string' ? (type.split(';')[0]?.trim() ?? null) : null;
}
