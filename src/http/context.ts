import type { Middleware as KoaMiddleware, ParameterizedContext } from 'koa';
import type { Caller, KnownCredential } from './caller.ts';
import type { AuditNote } from './handler.ts';
import type { Quota } from './quota.ts';
import type { Route } from './route.ts';

/** What is known of a request besides itself. */
export interface RequestState {
  requestId: string;
  /** The client's address, proxies taken into account. */
  address: string;
  /** Whether the client came by HTTPS, as far as is known. */
  secure: boolean;
  /** The pattern of the route, as `/api/v1/hosts/:host`; never the path that was asked for. */
  route: string | null;
  /** The route that serves it; null: none that is declared. */
  served: Route | null;
  /** Who calls; null where no credential was good, or none was asked for. */
  caller: Caller | null;
  /** When the caller's credential was found to be good; null where none was. */
  admittedAt: Date | null;
  /** What is left of the token's limit; null where no token was shown. */
  quota: Quota | null;
  /** What is sent in place of a body; null: nothing. */
  events: AsyncIterable<string> | null;
  /** The code of the problem that it was answered with. */
  problem: string | null;
  /** Whose credential was refused, though it is real. */
  refused: KnownCredential | null;
  /** What the handler has said for the audit. */
  note: AuditNote;
}

export type HttpContext = ParameterizedContext<RequestState>;
export type Middleware = KoaMiddleware<RequestState>;

/** A header of the request by its lower-case name; null where it is missing or empty. */
export function headerOf({ req }: Pick<HttpContext, 'req'>, name: string): string | null {
  const value = req.headers[name];
  return (Array.isArray(value) ? value.join(', ') : value) || null;
}
