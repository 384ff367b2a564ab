import { setTimeout } from 'node:timers/promises';
import { type Clock, systemClock } from '../base/clock.ts';
import { createLogger, type Logger } from '../base/log.ts';
import { systemTimer, type Timer } from '../base/timer.ts';
import { migrate } from '../database/migrate.ts';
import { createSecretBox } from '../database/secret-box.ts';
import { createApp } from '../http/app.ts';
import { Idempotency } from '../http/idempotency/idempotency.ts';
import { type Listener, listen } from '../http/listen.ts';
import { createMetrics } from '../http/metrics.ts';
import { readSite } from '../http/site/site.ts';
import { scope } from '../identity/access/access.ts';
import type { Actor } from '../identity/access/actor.ts';
import type { PasswordCost } from '../identity/accounts/passwords.ts';
import { newSetupCode } from '../identity/accounts/setup.ts';
import { presentActor } from '../identity/tokens/presenter.ts';
import { limitBadCredentials } from '../limits/bad-credentials.ts';
import { memoryCounters } from '../limits/memory-counters.ts';
import { sharedCounters } from '../limits/shared-counters.ts';
import { limitTokens } from '../limits/token-limits.ts';
import { mountMollymawk } from '../mollymawk/mount.ts';
import { createSend, type Send } from '../outgoing/send.ts';
import type { Config } from './configuration.ts';
import { dashboardFolder } from './dashboard-folder.ts';
import { openDataFolder, ownSecretKey, type Purpose } from './data-folder.ts';
import { addGauges } from './gauges.ts';
import { openDatabase } from './open-database.ts';
import { followOthers, openReplica } from './replicas.ts';
import { createServices, type Services } from './services.ts';

/** What a test or the demonstration puts in the place of the real thing. */
export interface ServerOverrides {
  readonly purpose?: Purpose;
  readonly log?: Logger;
  readonly clock?: Clock;
  readonly timer?: Timer;
  /** The way out to servers that are not hosts. */
  readonly send?: Send;
  /** Where a password need not be hard to guess from its hash, as in a test. */
  readonly passwordCost?: PasswordCost;
}

/** A server that runs. */
export interface FulmarServer {
  /** Where it listens, as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** The code that makes the first account from elsewhere; null where there is an account. */
  readonly setupCode: string | null;
  readonly log: Logger;
  /** Takes no more requests, and lets those that run, and what they began on hosts, finish. */
  close(): Promise<void>;
}

/** Milliseconds between two removals of what is kept for a time only. */
const purgeInterval = 3600 * 1000;

/**
 * Starts a server: opens its folder and database, takes up what an earlier run left, listens.
 * Rejects where one of them cannot be had, and leaves nothing open then.
 */
export async function startServer(
  config: Config,
  overrides: ServerOverrides = {},
): Promise<FulmarServer> {
  const { purpose = 'server', clock = systemClock, timer = systemTimer } = overrides;
  const { httpsProxy: url, noProxy: except } = config;
  const proxy = url === null ? null : { url, except: except ?? '' };
  const { send = createSend({ proxy }), passwordCost } = overrides;
  const log = overrides.log ?? createLogger(config.logLevel);
  await using starting = new AsyncDisposableStack();
  await openDataFolder(config.data, { purpose, database: config.database });
  const keys = config.secretKeys ?? [await ownSecretKey(config.data)];
  const database = await openDatabase(config.database);
  starting.defer(() => database.close());
  await migrate(database);
  const setupCode = newSetupCode();
  const box = createSecretBox(keys);
  const replica = await openReplica(database, config.data, log);
  starting.defer(() => replica.close());
  const counters = database.pool
    ? await sharedCounters(database.pool, clock)
    : memoryCounters(clock);
  const made = { database, box, counters, replica, setupCode };
  const services = await createServices({ ...made, config, log, clock, timer, send, passwordCost });
  starting.defer(() => services.close());
  const idempotency = new Idempotency(database, clock, replica);
  await idempotency.forgetRunning();
  await services.resume();
  const stopping = new AbortController();
  const metrics = createMetrics();
  addGauges(metrics.registry, services);
  const site = await readSite(dashboardFolder);
  if (!site) {
    log.info(
      'the dashboard is not built: only the API and /docs are served; ' +
        '`npm ci && npm run build:dashboard` builds it, for the next start',
    );
  }
  const app = createApp({
    url: config.url,
    trustProxy: config.trustProxy,
    logger: log,
    metrics,
    authenticate: limitBadCredentials(
      (request) => services.identity.authenticator.authenticate(request),
      counters,
    ),
    countRequest: limitTokens(counters),
    idempotency,
    audit: (request) => services.audit.record(request),
    checkDatabase: () => database.em().execute('select 1'),
    stopping: stopping.signal,
    presentCaller: (actor: Actor, quota) => presentActor(actor, quota, clock()),
    metricsAccess: scope('metrics:read'),
    clock,
    timer,
    routes: services.routes,
    site,
    extend: (within, guardParts) => {
      mountMollymawk(within, guardParts, { ...services, logger: log, clock });
    },
  });
  starting.use(
    followOthers(
      { database, log, timer },
      {
        readHosts: () => services.hosts.refresh(),
        takeUpLeft: async () => {
          await services.takeUpLeft();
          await idempotency.forgetLeft();
        },
      },
    ),
  );
  const listener = await listen(app.callback(), config);
  const purging = setInterval(() => {
    idempotency.purge().catch((error) => log.error({ error }, 'old answers are not removed'));
    services.identity.exchange
      .purge()
      .catch((error) => log.error({ error }, 'old exchanged tokens are not removed'));
    services.audit.purge().catch((error) => log.error({ error }, 'old events are not removed'));
  }, purgeInterval).unref();
  starting.defer(() => clearInterval(purging));
  const running = starting.move();
  log.info({ url: listener.url }, 'the server listens');
  const claimable = await services.identity.signUp.isUnclaimed();
  return {
    url: listener.url,
    setupCode: claimable ? setupCode : null,
    log,
    async close() {
      stopping.abort();
      await letFinish(listener, services, config.shutdownTimeout);
      await running.disposeAsync();
      log.info('the server has stopped');
    },
  };
}

/** Lets requests, and the changes and uploads behind them, come to their end; not for ever. */
async function letFinish(listener: Listener, services: Services, within: number): Promise<void> {
  const limit = new AbortController();
  const finished = listener.stop(within).then(() => services.finish());
  await Promise.race([finished, setTimeout(within, undefined, limit)]);
  limit.abort();
}
