import type Router from '@koa/router';
import { type DatabaseFault, databaseFault } from '../database/errors.ts';
import type { Access } from './access.ts';
import type { Caller } from './caller.ts';
import { isLocalAlone } from './client-address.ts';
import { type HttpContext, headerOf, type RequestState } from './context.ts';
import { type IdentifyDeps, identify } from './guard/identify.ts';
import type { Metrics } from './metrics.ts';
import type { AddressOf } from './public-origin.ts';
import type { Quota } from './quota.ts';
import { jsonReply, reply } from './reply.ts';
import { originOf } from './trace.ts';

/** What `/readyz` says of each. */
const faultWords: Readonly<Record<DatabaseFault, string>> = {
  full: 'writes fail: the database has no room left',
  'read-only': 'writes fail: the database is read-only',
  away: 'database unreachable',
};

/** Milliseconds for the database to answer `/readyz`. */
const readyTimeout = 2_000;

export interface OperationsDeps extends IdentifyDeps {
  readonly metrics: Metrics;
  /** The server's address. */
  readonly publicAddress: AddressOf;
  /** What `/metrics` shows, in Prometheus's format: to whom from elsewhere, or (null) to the machine itself. */
  metricsFor?(caller: Caller | null): Promise<string>;
  /** What `/healthz` tells the bearer of a token. */
  presentCaller?(caller: Caller, quota: Quota | null): unknown;
  /** Who may read `/metrics` from elsewhere than the machine itself. */
  readonly metricsAccess: Access;
  /** Fails where the database does not answer, or takes no writes. */
  readonly checkDatabase: () => Promise<unknown>;
  /** Whether nothing is done that nobody asks for; left out: it is. */
  readonly isPaused?: () => Promise<boolean>;
  /** Aborted when the server is about to take no more requests. */
  readonly draining: AbortSignal;
}

/** `/healthz`, `/readyz` and `/metrics`: what those who run the server watch. */
export function addOperations(router: Router<RequestState>, deps: OperationsDeps): void {
  router.get(['/healthz', '/health'], async (context) => {
    context.state.route = '/healthz';
    const presented = headerOf(context, 'authorization') !== null;
    const caller = presented ? await identify(context, deps) : null;
    const token = caller && deps.presentCaller?.(caller, context.state.quota);
    reply(context, jsonReply(200, { status: 'alive', ...(token ? { token } : {}) }));
  });
  router.get('/readyz', async (context) => {
    context.state.route = '/readyz';
    const { fault, paused } = await readState(deps);
    const automation = paused ? { automation: 'paused' } : {};
    const body = { status: fault ?? 'ready', ...automation };
    reply(context, jsonReply(fault ? 503 : 200, body));
  });
  router.get('/metrics', async (context) => {
    context.state.route = '/metrics';
    const headers = { 'content-type': deps.metrics.registry.contentType };
    reply(context, { status: 200, headers, body: await renderMetrics(context, deps) });
  });
}

/** What is wrong, if anything; and whether everything automatic is paused. */
interface ServerState {
  readonly fault: string | null;
  readonly paused: boolean;
}

async function readState({ draining, ...deps }: OperationsDeps): Promise<ServerState> {
  const faulty = (fault: string) => ({ fault, paused: false });
  if (draining.aborted) return faulty('stopping');
  const late = AbortSignal.timeout(readyTimeout);
  const timeout = new Promise<'late'>((resolve) => {
    late.addEventListener('abort', () => resolve('late'), { once: true });
  });
  const check = askDatabase(deps).then(
    (paused) => ({ fault: null, paused }),
    (error: unknown) => faulty(faultWords[databaseFault(error) ?? 'away']),
  );
  const outcome = await Promise.race([check, timeout]);
  return outcome === 'late' ? faulty('database too slow') : outcome;
}

async function askDatabase({
  checkDatabase,
  isPaused,
}: Pick<OperationsDeps, 'checkDatabase' | 'isPaused'>): Promise<boolean> {
  await checkDatabase();
  return (await isPaused?.()) ?? false;
}

/**
 * The machine itself may read all of them where the server is for it alone, others as their access
 * says, what is for them.
 */
async function renderMetrics(context: HttpContext, deps: OperationsDeps): Promise<string> {
  const { metrics, metricsAccess, publicAddress } = deps;
  const isHere = isLocalAlone(originOf(context), publicAddress(context));
  const caller = isHere ? null : metricsAccess.check(await identify(context, deps), {});
  return deps.metricsFor ? await deps.metricsFor(caller) : await metrics.render();
}
