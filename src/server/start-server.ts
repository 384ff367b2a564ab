import { setTimeout } from 'node:timers/promises';
import { purgeDeliveries, purgeSequences } from '../audit/deliveries/purge-deliveries.ts';
import type { Logger } from '../base/log.ts';
import { onAbort } from '../base/timer.ts';
import { purgeEvents } from '../database/events/purge-events.ts';
import { trustProxies } from '../http/client-address.ts';
import { Idempotency } from '../http/idempotency/idempotency.ts';
import { type KeyPair, type Listener, listen } from '../http/listen.ts';
import { sweepImages } from '../unikernels/sweep-images.ts';
import { scheduleBackups } from './backup/schedule.ts';
import type { Config } from './configuration.ts';
import { openControl } from './control/open-control.ts';
import { deliverMails } from './create-mail.ts';
import { FollowedKeyPair } from './follow-key-pair.ts';
import { heartbeatDeps, startHeartbeat } from './heartbeat.ts';
import { readKeyPair } from './key-pair.ts';
import { renewGenerations } from './open-automation.ts';
import { purgeEachHour } from './purge.ts';
import { followOthers } from './replicas.ts';
import { createServerApp } from './server-app.ts';
import { openServerDeps, type ServerDeps, type ServerOverrides } from './server-deps.ts';
import { createServices, type Services } from './services.ts';
import { tellExpiring } from './tell-expiring.ts';

export type { ServerOverrides } from './server-deps.ts';

/** A server that runs. */
export interface FulmarServer {
  /** Where it listens, as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** The code that makes the first account from elsewhere; null where there is an account. */
  readonly setupCode: string | null;
  readonly log: Logger;
  /** Tells the reason when it can serve nobody any more, and only a new start helps. */
  onBroken(action: (reason: unknown) => void): void;
  /**
   * Says that it is not ready while it takes requests for the time to drain; then takes no more, and
   * lets those that run, and what they began on hosts, finish.
   */
  close(): Promise<void>;
  /** Reads anew what may have changed in files: its certificate. */
  reload(): Promise<void>;
}

/**
 * Starts a server: opens its folder and database, takes up what an earlier run left, listens.
 * Rejects where one of them cannot be had, and leaves nothing open then.
 */
export async function startServer(
  config: Config,
  overrides: ServerOverrides = {},
): Promise<FulmarServer> {
  await using starting = new AsyncDisposableStack();
  const keyPair = config.tls && (await readKeyPair(config.tls));
  const deps = await openServerDeps(config, overrides, starting);
  const { database, clock, replica, setupCode, log } = deps;
  const services = await createServices(deps);
  starting.defer(() => services.close());
  const idempotency = new Idempotency(database, clock, replica, deps.timer, deps.box);
  starting.defer(() => idempotency.close());
  await idempotency.forgetRunning();
  await services.resume();
  const draining = new AbortController();
  const stopping = new AbortController();
  const app = await createServerApp(deps, services, {
    idempotency,
    draining: draining.signal,
    stopping: stopping.signal,
  });
  const takeUpLeft = async () => {
    await services.takeUpLeft();
    await idempotency.forgetLeft();
  };
  starting.use(followOthers(deps, { readHosts: () => services.hosts.refresh(), takeUpLeft }));
  const listener = await listen(app.callback(), {
    ...config,
    keyPair,
    connections: { max: config.maxConnections, isProxy: trustProxies(config.trustProxy).isProxy },
  });
  const followed = followKeyPair(deps, listener, keyPair);
  if (followed) starting.use(followed);
  starting.use(await deliverMails(deps, services.automation));
  starting.defer(() => services.identity.resetRequests.close());
  starting.use(await openControl(deps, services, listener.url));
  starting.use(renewGenerations(deps));
  const { heartbeatUrl: url } = config;
  if (url) starting.use(startHeartbeat(heartbeatDeps(url, deps, services)));
  starting.use(scheduleBackups(deps));
  const purges = purgesOf(deps, services, idempotency);
  starting.use(purgeEachHour(purges, { timer: deps.timer, random: Math.random, log }));
  starting.use(tellExpiring(deps, services.hosts));
  const running = starting.move();
  const claimable = await services.identity.signUp.isUnclaimed();
  // Last, since whoever reads it may end the server at once.
  log.info({ url: listener.url }, 'the server listens');
  return {
    url: listener.url,
    setupCode: claimable ? setupCode : null,
    log,
    onBroken(action) {
      onAbort(database.broken, () => action(database.broken.reason));
    },
    async reload() {
      await followed?.look();
    },
    async close() {
      draining.abort();
      await setTimeout(config.drainTime);
      stopping.abort();
      await letFinish(listener, services, config.shutdownTimeout);
      await running.disposeAsync();
      log.info('the server has stopped');
    },
  };
}

function followKeyPair(
  { config, timer, log }: Pick<ServerDeps, 'config' | 'timer' | 'log'>,
  { renew }: Listener,
  keyPair: KeyPair | null,
): FollowedKeyPair | null {
  if (!config.tls || !keyPair || !renew) return null;
  return new FollowedKeyPair(config.tls, keyPair, { timer, log, use: renew });
}

function purgesOf(
  { config, database, clock, counters }: ServerDeps,
  { identity, audit, consoles, usage, unikernels }: Services,
  idempotency: Idempotency,
) {
  return [
    { what: 'counts that are over', run: () => counters.purge() },
    { what: 'old answers', run: () => idempotency.purge() },
    { what: 'old exchanged tokens', run: () => identity.exchange.purge() },
    { what: 'accounts that waited too long', run: () => identity.users.purge() },
    { what: 'the old audit', run: () => audit.purge() },
    { what: 'old events', run: () => purgeEvents({ database, clock, days: config.eventDays }) },
    { what: 'old notifications', run: () => purgeDeliveries(database, clock) },
    { what: 'old numbers of notifications', run: () => purgeSequences(database) },
    { what: 'old lines of consoles', run: () => consoles.purge() },
    { what: 'old metrics', run: () => usage.purge(() => unikernels.registry.managedIds()) },
    { what: 'unikernels that are gone', run: () => unikernels.registry.purge() },
    { what: 'old deployments', run: () => unikernels.deployments.purge() },
    { what: 'images that nothing needs', run: () => sweepImages(unikernels) },
  ];
}

/** Lets requests, and the changes and uploads behind them, come to their end; not for ever. */
async function letFinish(listener: Listener, services: Services, within: number): Promise<void> {
  const limit = new AbortController();
  const finished = listener.stop(within).then(() => services.finish());
  await Promise.race([finished, setTimeout(within, undefined, limit)]);
  limit.abort();
}
