import { AuditLog } from '../../../src/audit/audit-log.ts';
import { auditHandlers } from '../../../src/audit/handlers.ts';
import { ReadAudit } from '../../../src/audit/read-audit.ts';
import { createLogger } from '../../../src/base/log.ts';
import { networks } from '../../../src/base/parsers.ts';
import { systemTimer, type Timer } from '../../../src/base/timer.ts';
import { createApp } from '../../../src/http/app.ts';
import { Idempotency } from '../../../src/http/idempotency/idempotency.ts';
import { createMetrics } from '../../../src/http/metrics.ts';
import { describeRoutes } from '../../../src/http/openapi.ts';
import type { Route } from '../../../src/http/route.ts';
import { scope } from '../../../src/identity/access/access.ts';
import type { Actor } from '../../../src/identity/access/actor.ts';
import type { FindOnHosts } from '../../../src/identity/accounts/holdings.ts';
import type { NoteOrphans } from '../../../src/identity/accounts/orphans.ts';
import { identityHandlers } from '../../../src/identity/handlers.ts';
import type { MissingHosts } from '../../../src/identity/tokens/handler-deps.ts';
import { presentActor } from '../../../src/identity/tokens/presenter.ts';
import { limitBadBodies, limitBadCredentials } from '../../../src/limits/bad-credentials.ts';
import { memoryCounters } from '../../../src/limits/memory-counters.ts';
import { limitSessions, type SessionLimits } from '../../../src/limits/session-limits.ts';
import { limitTokens } from '../../../src/limits/token-limits.ts';
import { auditRoutes, identityRoutes } from '../../../src/server/routes.ts';
import { checkedAnswers } from '../../support/contract/checked-answers.ts';
import { type Serve, serveInMemory } from '../../support/memory-http.ts';
import { type Ask, ask, type Told } from '../../support/request.ts';
import { type IdentityFixture, makeIdentity } from './identity-fixture.ts';

export interface IdentityServer extends IdentityFixture {
  readonly url: string;
  readonly audit: AuditLog;
  /** Asks below `/api/v1`. */
  ask(path: string, options?: Ask): Promise<Told>;
  close(): Promise<void>;
}

interface ServeOptions {
  readonly timer?: Timer;
  readonly made?: IdentityFixture;
  readonly serve?: Serve;
  /** Requests of an account's sessions in an hour, if not as usual. */
  readonly sessionLimits?: Partial<SessionLimits>;
  /** Changes of an account in an hour; left out: any number. */
  readonly accountChanges?: number;
  /** What accounts leave on hosts; default: nothing. */
  readonly orphans?: NoteOrphans;
  /** What accounts have on hosts; default: nothing. */
  readonly findOnHosts?: FindOnHosts;
  /** Which hosts that tokens name are not there; default: none. */
  readonly missingHosts?: MissingHosts;
  /** As FULMAR_URL. */
  readonly url?: URL;
  /** As FULMAR_TRUST_PROXY. */
  readonly trustProxy?: string;
}

/** The document of our own routes, which is the same for each server. */
let ownDocument: object | null = null;

function documentOf(routes: readonly Route[], more: readonly Route[]): object {
  if (more.length > 0) return describeRoutes('/api/v1', routes);
  ownDocument ??= describeRoutes('/api/v1', routes);
  return ownDocument;
}

/** Serves the routes of accounts, tokens and audit, and `more`, on a database in memory. */
export async function serveIdentity(
  more: readonly Route[] = [],
  options: ServeOptions = {},
): Promise<IdentityServer> {
  const { timer = systemTimer, made, serve = serveInMemory, url, trustProxy = '' } = options;
  const { sessionLimits, accountChanges } = options;
  const { orphans = nothingLeft, findOnHosts = nothingThere } = options;
  const { missingHosts = noneMissing } = options;
  const identity = made ?? (await makeIdentity());
  const { authenticator, database, clock } = identity;
  const counters = memoryCounters(clock.tell);
  const audit = new AuditLog({ database, clock: clock.tell, days: 400, report: fail });
  const routes = [
    ...identityRoutes(
      identityHandlers(identity, {
        clock: clock.tell,
        orphans,
        findOnHosts,
        missingHosts,
      }),
    ),
    ...auditRoutes(auditHandlers(new ReadAudit(database, audit))),
    ...more,
  ];
  const app = createApp({
    url: url ?? null,
    trustProxy: networks.parse(trustProxy),
    logger: createLogger('silent'),
    metrics: createMetrics(),
    authenticate: limitBadCredentials((request) => authenticator.authenticate(request), counters),
    limitBadBodies: limitBadBodies(counters),
    countSession: limitSessions(counters, sessionLimits),
    ...(accountChanges && { countRequest: limitTokens(counters, accountChanges) }),
    idempotency: new Idempotency(database, clock.tell),
    audit: (request) => audit.record(request),
    checkDatabase: () => database.em().execute('select 1'),
    stopping: new AbortController().signal,
    metricsAccess: scope('metrics:read'),
    presentCaller: (actor: Actor, quota) => presentActor(actor, quota, clock.tell()),
    clock: clock.tell,
    timer,
    routes,
  });
  const listener = await serve(app.callback());
  const described = checkedAnswers.describe(listener.url, () => documentOf(routes, more));
  return {
    ...identity,
    url: listener.url,
    audit,
    ask: (path, options) => ask(`${listener.url}/api/v1`, path, options),
    close: async () => {
      await listener.stop(0);
      described[Symbol.dispose]();
      await identity.uses.stop();
      await audit.stop();
      await database.close();
    },
  };
}

const nothingThere: FindOnHosts = async () => ({ unikernels: [], volumes: [], errors: [] });
const noneMissing: MissingHosts = async () => [];
const nothingLeft: NoteOrphans = async () => async () => ({ unikernels: [], errors: [] });

function fail(error: unknown): never {
  throw error;
}

/** The headers of a browser that is signed in, asking from our own page. */
export function asBrowser(signedIn: Told): Record<string, string> {
  const [cookie = ''] = signedIn.headers.getSetCookie();
  const [pair = ''] = cookie.split(';');
  return { cookie: pair, 'sec-fetch-site': 'same-origin' };
}
