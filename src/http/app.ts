import Koa from 'koa';
import { type Clock, systemClock } from '../base/clock.ts';
import type { Logger } from '../base/log.ts';
import { defaultMinRate, type MinRate } from '../base/pace.ts';
import type { Network } from '../base/parsers.ts';
import { systemTimer, type Timer } from '../base/timer.ts';
import type { Access } from './access.ts';
import { auditRequests, type RecordRequest } from './audit.ts';
import { basePathOf, takeAwayBasePath } from './base-path.ts';
import type { Authenticate, Caller } from './caller.ts';
import { trustProxies } from './client-address.ts';
import type { RequestState } from './context.ts';
import { isDisconnect } from './disconnect.ts';
import { addDocs } from './docs/docs.ts';
import { refuseExpectations } from './expectations.ts';
import { AtOnce, type AtOnceLimits } from './guard/at-once.ts';
import type { GuardDeps } from './guard/guard.ts';
import { OctetRoom } from './guard/octet-room.ts';
import type { Idempotency } from './idempotency/idempotency.ts';
import { knownHosts } from './known-hosts.ts';
import type { LoopTurns } from './loop-turns.ts';
import type { Metrics } from './metrics.ts';
import { createRouter, identifyNotFound, mountRoutes, refuseMethods } from './mount.ts';
import { addOperations } from './operations.ts';
import { answerProblems } from './problems.ts';
import { askedOrigin, isSecure, publicAddress } from './public-origin.ts';
import type { CountRequest, CountSession, LimitBadBodies, Quota } from './quota.ts';
import { refuseUnknown } from './refuse-unknown.ts';
import type { Route } from './route.ts';
import { sameOriginRule } from './same-origin.ts';
import { securityHeaders } from './security-headers.ts';
import { addCommand } from './site/serve-command.ts';
import { serveSite } from './site/serve-site.ts';
import type { Site } from './site/site.ts';
import { takeSlashesTogether } from './slashes.ts';
import { breakOffLarge } from './stalled-answers.ts';
import { takeTurns } from './take-turns.ts';
import { traceRequests } from './trace.ts';

const prefix = '/api/v1';

export interface AppDeps {
  /** The public address; null: where it listens. */
  readonly url: URL | null;
  readonly trustProxy: readonly Network[];
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly authenticate: Authenticate;
  /** Counts the requests of each token, and what accounts ask to be changed; without it there are no limits. */
  readonly countRequest?: CountRequest;
  /** Counts the requests of people who are signed in; without it there are no limits. */
  readonly countSession?: CountSession;
  /** Counts bodies that cannot be read, where anybody may send them; without it there is no limit. */
  readonly limitBadBodies?: LimitBadBodies;
  readonly idempotency: Idempotency;
  /** Shares out the event loop's time between addresses and accounts; without it nobody waits. */
  readonly turns?: LoopTurns;
  /** How much an account, and an address, may have under way; without it there is no limit. */
  readonly atOnce?: AtOnceLimits;
  /** How fast clients have to send bodies and to take in streamed answers; 16 KiB/s over a minute without it. */
  readonly minRate?: MinRate;
  /** Keeps what was changed, and which credentials were refused. */
  readonly audit: RecordRequest;
  /** Fails where the database does not answer, or takes no writes. */
  readonly checkDatabase: () => Promise<unknown>;
  /** Whether nothing is done that nobody asks for; left out: it is. */
  readonly isPaused?: () => Promise<boolean>;
  /** Aborted when the server is told to stop, and takes requests for a while. */
  readonly draining?: AbortSignal;
  /** Aborted when it takes no more. */
  readonly stopping: AbortSignal;
  /** What `/healthz` tells the bearer of a token; without it only that the server is alive. */
  presentCaller?(caller: Caller, quota: Quota | null): unknown;
  /** What `/metrics` shows, in Prometheus's format: to whom from elsewhere, or (null) to the machine itself. */
  metricsFor?(caller: Caller | null): Promise<string>;
  /** Who may read `/metrics` from elsewhere than the machine itself. */
  readonly metricsAccess: Access;
  readonly clock?: Clock;
  readonly timer?: Timer;
  /** Version 1 of the API. */
  readonly routes: readonly Route[];
  /** The dashboard; null: it is not built, and the front page leads to that of the API. */
  readonly site?: Site | null;
  /** Adds what else is served, as the API of mollymawk. */
  readonly extend?: (app: Koa<RequestState>, deps: GuardDeps) => void;
}

/** The whole HTTP surface, from the outside in: trace, headers, audit, problems, who answers. */
export function createApp(deps: AppDeps): Koa<RequestState> {
  const { logger, url, turns } = deps;
  const proxies = trustProxies(deps.trustProxy);
  const https = url?.protocol === 'https:';
  const guardDeps: GuardDeps = {
    authenticate: deps.authenticate,
    clock: deps.clock ?? systemClock,
    timer: deps.timer ?? systemTimer,
    countRequest: deps.countRequest,
    countSession: deps.countSession,
    limitBadBodies: deps.limitBadBodies,
    minRate: deps.minRate ?? defaultMinRate,
    requireSameOrigin: sameOriginRule(askedOrigin(url, proxies)),
    requireKnownHost: knownHosts(url, proxies),
    publicAddress: publicAddress(url),
    idempotency: deps.idempotency,
    atOnce: deps.atOnce && new AtOnce(deps.atOnce),
    bodyRoom: OctetRoom.forBodies(),
    answerRoom: OctetRoom.forAnswers(),
    turns,
  };
  const app = new Koa<RequestState>();
  app.on('error', (error: unknown) => {
    if (!isDisconnect(error)) logger.error({ error }, 'answer broken off');
  });
  app.use(takeSlashesTogether);
  const basePath = basePathOf(url);
  if (basePath) app.use(takeAwayBasePath(basePath)).use(takeSlashesTogether);
  app.use(
    traceRequests({ ...deps, proxies, isSecure: (context) => https || isSecure(context, proxies) }),
  );
  app.use(securityHeaders);
  app.use(breakOffLarge(guardDeps.minRate));
  if (turns) app.use(takeTurns(turns));
  app.use(auditRequests(deps.audit));
  app.use(answerProblems(logger));
  app.use(refuseExpectations);
  const pages = createRouter();
  const { draining = deps.stopping } = deps;
  addOperations(pages, { ...deps, ...guardDeps, draining });
  addDocs(pages, async () => {
    const { describeRoutes } = await import('./openapi.ts');
    return describeRoutes(prefix, deps.routes, basePath);
  });
  addCommand(pages, deps.site ?? null);
  if (!deps.site) pages.redirect('/', `${basePath}/docs/api`, 302);
  pages.redirect('/docs/', `${basePath}/docs`, 302);
  // Browsers keep the fragment, which is how a problem's `type` finds its line (`/docs#no-policy`).
  if (!deps.site?.files.has('/docs')) pages.redirect('/docs', `${basePath}/docs/api`, 302);
  mountRoutes(app, prefix, deps.routes, guardDeps);
  deps.extend?.(app, guardDeps);
  app.use(pages.routes());
  app.use(refuseMethods(pages));
  if (deps.site) app.use(serveSite(deps.site, basePath));
  app.use(identifyNotFound('/api', guardDeps));
  app.use(refuseUnknown(deps.routes, `${basePath}${prefix}`));
  return app;
}
