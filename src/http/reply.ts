import type { Readable } from 'node:stream';
import type { HttpContext } from './context.ts';

/** An answer as it goes out. */
export interface Reply {
  readonly status: number;
  /** `content-type` included, where there is a body. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | Readable | null;
  /** In place of a body: text that comes now and then, until the client leaves. */
  readonly events?: AsyncIterable<string>;
  /** `Set-Cookie`, one for each. */
  readonly cookies?: readonly string[];
}

/** A reply with a value as JSON. */
export function jsonReply(status: number, value: unknown, type = 'application/json'): Reply {
  return { status, headers: { 'content-type': type }, body: JSON.stringify(value) };
}

/** Hands a reply to Koa, which sends it once the middleware is through; events are sent by `traceRequests`. */
export function reply(
  context: HttpContext,
  { status, headers, body, events, cookies }: Reply,
): void {
  const { res, response, state } = context;
  for (const name in headers) res.setHeader(name, headers[name] ?? '');
  if (cookies) res.setHeader('Set-Cookie', cookies);
  state.events = events ?? null;
  // After its type, which Koa would guess otherwise, and takes away where there is nothing to be sent.
  if (!events && (body !== null || context.method !== 'HEAD')) response.body = body;
  response.status = status;
}
