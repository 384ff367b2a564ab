import { PassThrough } from 'node:stream';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { createLogger } from '../../src/base/log.ts';
import { networks } from '../../src/base/parsers.ts';
import type { Database } from '../../src/database/database.ts';
import { type AppDeps, createApp } from '../../src/http/app.ts';
import { Idempotency } from '../../src/http/idempotency/idempotency.ts';
import type { Listener } from '../../src/http/listen.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { describeRoutes } from '../../src/http/openapi.ts';
import type { Route } from '../../src/http/route.ts';
import { scope } from '../../src/identity/access/access.ts';
import type { Actor } from '../../src/identity/access/actor.ts';
import { knowActors } from './actors.ts';
import { checkedAnswers } from './contract/checked-answers.ts';
import { type Serve, serveInMemory } from './memory-http.ts';
import { openTables } from './open-tables.ts';

export interface TestAppOptions {
  readonly routes: readonly Route[];
  /** Who is known by which token. */
  readonly actors?: Readonly<Record<string, Actor>>;
  readonly clock?: Clock;
  /** As FULMAR_TRUST_PROXY. */
  readonly trustProxy?: string;
  readonly url?: URL;
  readonly extend?: AppDeps['extend'];
  readonly audit?: AppDeps['audit'];
  readonly site?: AppDeps['site'];
  readonly checkDatabase?: AppDeps['checkDatabase'];
  /** What else is to be otherwise. */
  readonly deps?: Partial<AppDeps>;
  /** On a port: `listening`; else in memory. */
  readonly serve?: Serve;
}

/** The HTTP surface with routes of a test's own. */
export interface TestApp {
  readonly url: string;
  readonly database: Database;
  readonly listener: Listener;
  /** All log lines so far. */
  readonly log: () => string;
  /** Tells the answers without an end that the server stops. */
  readonly stop: () => void;
  readonly close: () => Promise<void>;
}

/** Serves `routes` below `/api/v1`, on a free port, with a database in memory. */
export async function startTestApp(options: TestAppOptions): Promise<TestApp> {
  const database = await openTables({ memory: true });
  const lines: Buffer[] = [];
  const target = new PassThrough().on('data', (line: Buffer) => lines.push(line));
  const stopping = new AbortController();
  const app = createApp({
    url: options.url ?? null,
    trustProxy: networks.parse(options.trustProxy ?? ''),
    logger: createLogger('debug', target),
    metrics: createMetrics(),
    authenticate: knowActors(options.actors ?? {}),
    idempotency: new Idempotency(database, options.clock ?? systemClock),
    audit: options.audit ?? (async () => {}),
    checkDatabase: options.checkDatabase ?? (() => database.em().execute('select 1')),
    stopping: stopping.signal,
    metricsAccess: scope('metrics:read'),
    routes: options.routes,
    site: options.site ?? null,
    ...(options.extend && { extend: options.extend }),
    ...options.deps,
  });
  const listener = await (options.serve ?? serveInMemory)(app.callback());
  const document = () => describeRoutes('/api/v1', options.routes);
  const described = checkedAnswers.describe(listener.url, document);
  return {
    url: listener.url,
    database,
    listener,
    log: () => Buffer.concat(lines).toString(),
    stop: () => stopping.abort(),
    close: async () => {
      stopping.abort();
      await listener.stop(0);
      described[Symbol.dispose]();
      await database.close();
    },
  };
}
