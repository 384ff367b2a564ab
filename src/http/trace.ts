import { randomUUID } from 'node:crypto';
import { addAbortListener } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Logger } from '../base/log.ts';
import type { ProxyTrust } from './client-address.ts';
import { refuseRest } from './content/refuse-rest.ts';
import { type HttpContext, headerOf, type Middleware } from './context.ts';
import type { Metrics } from './metrics.ts';
import { sendEvents } from './send-events.ts';

export interface TraceDeps {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly proxies: ProxyTrust;
  /** Whether the client came by HTTPS. */
  readonly isSecure: (context: HttpContext) => boolean;
  /** Aborted when the server is told to stop. */
  readonly stopping: AbortSignal;
}

/** Koa, Node's pipelines and this room all listen for an answer's end: more than Node's usual ten. */
const maxListeners = 20;

const requestIdPattern = /^[\w-]{1,64}$/;

/** Names each request, logs it in one line, without anything secret, and measures it. */
export function traceRequests(deps: TraceDeps): Middleware {
  const { logger, metrics, proxies, isSecure, stopping } = deps;
  // To look for secrets costs more than the rest of a line, and `describe` has no member for one.
  const requests = logger.child({}, { redact: [] });
  return async (context, next) => {
    const { state, res } = context;
    const begin = performance.now();
    state.requestId = requestIdOf(context);
    state.address = proxies.addressOf(originOf(context));
    state.secure = isSecure(context);
    state.route = null;
    state.served = null;
    state.caller = null;
    state.admittedAt = null;
    state.quota = null;
    state.events = null;
    state.problem = null;
    state.refused = null;
    state.note = {};
    res.setMaxListeners(maxListeners);
    res.setHeader('X-Request-Id', state.requestId);
    if (stopping.aborted) res.setHeader('Connection', 'close');
    res.once('close', () => {
      const milliseconds = performance.now() - begin;
      metrics.observeRequest(context.method, state.route, res.statusCode, milliseconds);
      requests.info(describe(context, milliseconds), 'request');
    });
    await next();
    refuseRest(context.req, res);
    if (!state.events) return;
    context.respond = false;
    endWith(stopping, res);
    void sendEvents(state.events, res).catch((error) => context.app.emit('error', error, context));
  };
}

/** Answers without an end are ended when the server stops. */
function endWith(stopping: AbortSignal, res: ServerResponse): void {
  const { [Symbol.dispose]: forget } = addAbortListener(stopping, () => res.end());
  res.once('close', forget);
}

/** The end of the connection and the headers, as `ProxyTrust` wants them. */
export function originOf(context: Pick<HttpContext, 'req'>) {
  return {
    peer: context.req.socket.remoteAddress ?? '',
    header: (name: string) => headerOf(context, name),
  };
}

function requestIdOf(context: HttpContext): string {
  const given = headerOf(context, 'x-request-id');
  return given && requestIdPattern.test(given) ? given : randomUUID();
}

function describe({ method, state, res }: HttpContext, milliseconds: number) {
  const { requestId, route, address, caller, problem } = state;
  const credential = caller?.credential;
  return {
    requestId,
    method,
    route,
    status: res.statusCode,
    ms: Math.round(milliseconds * 10) / 10,
    address,
    // What is undefined is left out of the line.
    account: caller?.account.name,
    credential: credential?.kind === 'token' ? credential.prefix : credential?.kind,
    problem: problem ?? undefined,
    left: res.writableFinished ? undefined : true,
  };
}
