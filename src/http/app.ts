import Koa from 'koa';
import { type Clock, systemClock } from '../base/clock.ts';
import { Problem } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import type { Network } from '../base/parsers.ts';
import { systemTimer, type Timer } from '../base/timer.ts';
import type { Access } from './access.ts';
import { auditRequests, type RecordRequest } from './audit.ts';
import type { Authenticate, Caller } from './caller.ts';
import { trustProxies } from './client-address.ts';
import type { RequestState } from './context.ts';
import { isDisconnect } from './disconnect.ts';
import { addDocs } from './docs/docs.ts';
import type { GuardDeps } from './guard/guard.ts';
import type { Idempotency } from './idempotency/idempotency.ts';
import type { Metrics } from './metrics.ts';
import { createRouter, identifyNotFound, mountRoutes, refuseMethods } from './mount.ts';
import { describeRoutes } from './openapi.ts';
import { addOperations } from './operations.ts';
import { answerProblems } from './problems.ts';
import { isSecure, publicOrigin } from './public-origin.ts';
import type { CountRequest, Quota } from './quota.ts';
import type { Route } from './route.ts';
import { sameOriginRule } from './same-origin.ts';
import { securityHeaders } from './security-headers.ts';
import { serveSite } from './site/serve-site.ts';
import type { Site } from './site/site.ts';
import { traceRequests } from './trace.ts';

const prefix = '/api/v1';

export interface AppDeps {
  /** The public address; null: the one that is asked. */
  readonly url: URL | null;
  readonly trustProxy: readonly Network[];
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly authenticate: Authenticate;
  /** Counts the requests of each token; without it there are no limits. */
  readonly countRequest?: CountRequest;
  readonly idempotency: Idempotency;
  /** Keeps what was changed, and which credentials were refused. */
  readonly audit: RecordRequest;
  /** Fails where the database does not answer. */
  readonly checkDatabase: () => Promise<unknown>;
  /** Aborted when the server is told to stop. */
  readonly stopping: AbortSignal;
  /** What `/healthz` tells the bearer of a token; without it only that the server is alive. */
  presentCaller?(caller: Caller, quota: Quota | null): unknown;
  /** Who may read `/metrics` from elsewhere than the machine itself. */
  readonly metricsAccess: Access;
  readonly clock?: Clock;
  readonly timer?: Timer;
  /** Version 1 of the API. */
  readonly routes: readonly Route[];
  /** The dashboard; null: it is not built, and the front page leads to the documentation. */
  readonly site?: Site | null;
  /** Adds what else is served, as the API of mollymawk. */
  readonly extend?: (app: Koa<RequestState>, parts: GuardDeps) => void;
}

/** The whole HTTP surface, from the outside in: trace, headers, audit, problems, who answers. */
export function createApp(parts: AppDeps): Koa<RequestState> {
  const { logger, url } = parts;
  const proxies = trustProxies(parts.trustProxy);
  const https = url?.protocol === 'https:';
  const ownOrigin = publicOrigin(url, proxies);
  const guardParts: GuardDeps = {
    authenticate: parts.authenticate,
    clock: parts.clock ?? systemClock,
    timer: parts.timer ?? systemTimer,
    countRequest: parts.countRequest,
    requireSameOrigin: sameOriginRule(ownOrigin),
    publicOrigin: ownOrigin,
    isSecure: (context) => https || isSecure(context, proxies),
    idempotency: parts.idempotency,
  };
  const app = new Koa<RequestState>();
  app.on('error', (error: unknown) => {
    if (!isDisconnect(error)) logger.error({ error }, 'answer broken off');
  });
  app.use(traceRequests({ ...parts, proxies }));
  app.use(securityHeaders({ https }));
  app.use(auditRequests(parts.audit));
  app.use(answerProblems(logger));
  const pages = createRouter();
  addOperations(pages, { ...parts, ...guardParts });
  addDocs(pages, describeRoutes(prefix, parts.routes));
  if (!parts.site) pages.redirect('/', '/docs', 302);
  mountRoutes(app, prefix, parts.routes, guardParts);
  parts.extend?.(app, guardParts);
  app.use(pages.routes());
  app.use(refuseMethods(pages));
  if (parts.site) app.use(serveSite(parts.site));
  app.use(identifyNotFound('/api', guardParts));
  app.use(() => {
    throw new Problem('not-found', 'There is nothing at this address.');
  });
  return app;
}
