import { isLabel } from '../albatross/names.ts';
import type { Caller, KnownCredential } from './caller.ts';
import { type HttpContext, headerOf, type Middleware } from './context.ts';
import type { Answer, AuditNote } from './handler.ts';
import type { Route } from './route.ts';
import { isUnsafe } from './same-origin.ts';

const maxObjectLength = 300;

/** What is recorded of a request once it is answered. */
export interface AnsweredRequest {
  readonly requestId: string;
  /** The client's address, proxies taken into account. */
  readonly address: string;
  /** null where no credential was good. */
  readonly caller: Caller | null;
  /** Whose credential was refused, as far as that is known. */
  readonly refused: KnownCredential | null;
  /** Whose account it is about, where there is no caller. */
  readonly account: AuditNote['account'] | null;
  /** The `operationId`, whichever API was used; else the pattern of the path. */
  readonly action: string;
  /** What it was done to: its address below `/api/v1`. */
  readonly object: string;
  /** The domain it was done in, where an administrator named another one than their own. */
  readonly domain: string | null;
  /** null where the client had left. */
  readonly status: number | null;
  /** The code of the problem; null where it was done. */
  readonly problem: string | null;
  /** Whether what was asked for is in another record, which was on the disk before it was begun. */
  readonly recorded: boolean;
  /** A header of the request, by its lower-case name. */
  header(name: string): string | null;
}

/** Records a request; what cannot be recorded is its own matter, since the change is made. */
export type RecordRequest = (request: AnsweredRequest) => Promise<void>;

/**
 * Has everything recorded that may have changed something, or has handed out what may be confidential, done
 * or refused, and every credential that was refused, those past the limit of bad ones too. That none was shown is no event. A change
 * is answered when it is recorded.
 */
export function auditRequests(record: RecordRequest): Middleware {
  return async (context, next) => {
    await next();
    const { served, problem, refused, caller } = context.state;
    if (problem === 'credential-missing') return;
    const changes = served !== null && (isUnsafe(context.method) || served.audited === true);
    const tooMany = problem === 'too-many-requests' && caller === null;
    const refuses = refused !== null || context.status === 401 || tooMany;
    if (changes || refuses) await record(describe(context));
  };
}

/**
 * Remembers what a route has made, whose address ends in its id, or its name where it has none. What PUT makes is
 * named by the request.
 */
export function noteMade({ state, method }: HttpContext, { status, body }: Answer): void {
  if (status !== 201 || method === 'PUT' || state.note.object !== undefined) return;
  const made: unknown = Reflect.get(Object(body), 'id') ?? Reflect.get(Object(body), 'name');
  if (state.served && typeof made === 'string') {
    state.note = { ...state.note, object: `${addressOf(state.served)}/${made}` };
  }
}

function describe(context: HttpContext): AnsweredRequest {
  const { requestId, address, caller, refused, served, route, note, problem } = context.state;
  const status = context.respond === false ? null : context.status;
  return {
    requestId,
    address,
    caller,
    refused,
    account: note.account ?? null,
    action: served?.action ?? served?.operationId ?? route ?? 'none',
    object: objectOf(context).slice(0, maxObjectLength),
    domain: domainOf(context),
    status,
    recorded: note.recorded ?? false,
    problem: problem ?? (status !== null && status >= 400 ? `${status}` : null),
    header: (name) => headerOf(context, name),
  };
}

/** The path with its parameters where they can be what they stand for: it might hold a secret. */
function objectOf({ state, params }: HttpContext): string {
  const { served, note, route } = state;
  const pattern = note.object ?? addressOf(served) ?? route ?? '';
  const known = served ? parsedParams(served, params) : {};
  return pattern.replace(/:(\w+)/g, (shown, name: string) => {
    const value: unknown = Reflect.get(known, name);
    return value === undefined ? shown : `${value}`;
  });
}

/** The path of a route as it is now, also where it was asked for at a former one. */
function addressOf(route: Route): string;
function addressOf(route: Route | null): string | undefined;
function addressOf(route: Route | null): string | undefined {
  return (route?.former?.successor ?? route?.path)?.slice(1);
}

function parsedParams({ params: schema }: Route, params: unknown): object {
  const parsed = schema?.safeParse(params);
  return parsed?.success ? Object(parsed.data) : {};
}

function domainOf({ state, querystring }: HttpContext): string | null {
  const named = new URLSearchParams(querystring).get('account')?.toLowerCase();
  return named && isLabel(named) && named !== state.caller?.account.name ? named : null;
}
