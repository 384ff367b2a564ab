import { monotonicClock } from '../base/clock.ts';
import { defaultMinRate } from '../base/pace.ts';
import { WriteProbe } from '../database/write-probe.ts';
import { createApp } from '../http/app.ts';
import type { Idempotency } from '../http/idempotency/idempotency.ts';
import { LoopTurns } from '../http/loop-turns.ts';
import { createMetrics } from '../http/metrics.ts';
import { readSite, type Site } from '../http/site/site.ts';
import { scope } from '../identity/access/access.ts';
import type { Actor } from '../identity/access/actor.ts';
import { presentActor } from '../identity/tokens/presenter.ts';
import { limitBadBodies, limitBadCredentials } from '../limits/bad-credentials.ts';
import { limitSessions } from '../limits/session-limits.ts';
import { limitTokens } from '../limits/token-limits.ts';
import { mountMollymawk } from '../mollymawk/mount.ts';
import { addBackupGauges } from './backup/backup-gauges.ts';
import { addGauges } from './gauges.ts';
import { renderMetrics } from './render-metrics.ts';
import type { ServerDeps } from './server-deps.ts';
import type { Services } from './services.ts';

interface AppLife {
  readonly idempotency: Idempotency;
  /** Aborted when the server is told to stop, and takes requests for a while. */
  readonly draining: AbortSignal;
  /** Aborted when it takes no more. */
  readonly stopping: AbortSignal;
}

/** What answers requests: version 1, mollymawk's API, the dashboard and what operators watch. */
export async function createServerApp(
  deps: ServerDeps,
  services: Services,
  { idempotency, draining, stopping }: AppLife,
) {
  const { config, database, replica, counters, log: logger, clock, timer } = deps;
  const { authenticator } = services.identity;
  const metrics = createMetrics();
  const probe = new WriteProbe({ database, now: monotonicClock, server: replica.id });
  addGauges(metrics.registry, services, database);
  addBackupGauges(metrics.registry, config, clock);
  return createApp({
    ...{ url: config.url, trustProxy: config.trustProxy },
    ...{ logger, metrics, idempotency, draining, stopping, clock, timer },
    authenticate: limitBadCredentials((request) => authenticator.authenticate(request), counters),
    countRequest: limitTokens(counters, config.accountChanges),
    countSession: limitSessions(counters),
    limitBadBodies: limitBadBodies(counters),
    audit: (request) => services.audit.record(request),
    isPaused: () => services.automation.isPaused(),
    checkDatabase: () => probe.check(),
    presentCaller: (actor: Actor, quota) => presentActor(actor, quota, clock()),
    turns: new LoopTurns(),
    atOnce: { requests: config.maxConnections, streams: config.maxStreams },
    minRate: { ...defaultMinRate, octets: config.minTransferRate },
    metricsFor: (actor: Actor | null) => renderMetrics(actor, { metrics, services, database }),
    metricsAccess: scope('metrics:read'),
    routes: services.routes,
    site: await readDashboard(deps),
    extend: (app, guardDeps) => {
      mountMollymawk(app, guardDeps, { ...services, logger, clock });
    },
  });
}

/** The dashboard as it was built; null, and a line in the log, where it was not. */
async function readDashboard({
  log,
  dashboard,
}: Pick<ServerDeps, 'log' | 'dashboard'>): Promise<Site | null> {
  const site = await readSite(dashboard);
  if (site) return site;
  log.info(
    'the dashboard is not built: only the API and /docs are served; ' +
      '`npm ci && npm run build:dashboard` builds it, for the next start',
  );
  return null;
}
