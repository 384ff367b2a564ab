import type Router from '@koa/router';
import type { Actor } from '../identity/access/actor.ts';
import type { Quota } from '../limits/token-limits.ts';
import { checkAccess } from './access.ts';
import { isLocal } from './client-address.ts';
import { type HttpContext, headerOf, type RequestState } from './context.ts';
import { type IdentifyParts, identify } from './guard/identify.ts';
import type { Metrics } from './metrics.ts';
import { jsonReply, reply } from './reply.ts';
import { originOf } from './trace.ts';

/** Milliseconds for the database to answer `/readyz`. */
const readyTimeout = 2_000;

export interface OperationsParts extends IdentifyParts {
  readonly metrics: Metrics;
  /** What `/healthz` tells the bearer of a token. */
  readonly presentActor?: (actor: Actor, quota: Quota | null) => unknown;
  /** Fails where the database does not answer. */
  readonly checkDatabase: () => Promise<unknown>;
  readonly stopping: AbortSignal;
}

/** `/healthz`, `/readyz` and `/metrics`: what those who run the server watch. */
export function addOperations(router: Router<RequestState>, parts: OperationsParts): void {
  router.get('/healthz', async (context) => {
    context.state.route = '/healthz';
    const presented = headerOf(context, 'authorization') !== null;
    const actor = presented ? await identify(context, parts) : null;
    const token = actor && parts.presentActor?.(actor, context.state.quota);
    reply(context, jsonReply(200, { status: 'alive', ...(token ? { token } : {}) }));
  });
  router.get('/readyz', async (context) => {
    context.state.route = '/readyz';
    const fault = await findFault(parts);
    reply(context, fault ? jsonReply(503, { status: fault }) : jsonReply(200, { status: 'ready' }));
  });
  router.get('/metrics', async (context) => {
    context.state.route = '/metrics';
    await admitToMetrics(context, parts);
    const headers = { 'content-type': parts.metrics.registry.contentType };
    reply(context, { status: 200, headers, body: await parts.metrics.render() });
  });
}

async function findFault({ checkDatabase, stopping }: OperationsParts): Promise<string | null> {
  if (stopping.aborted) return 'stopping';
  const late = AbortSignal.timeout(readyTimeout);
  const timeout = new Promise<'late'>((resolve) => {
    late.addEventListener('abort', () => resolve('late'), { once: true });
  });
  const check = checkDatabase().then(
    () => null,
    () => 'database unreachable',
  );
  const outcome = await Promise.race([check, timeout]);
  return outcome === 'late' ? 'database too slow' : outcome;
}

/** The machine itself may read them, others need the scope `metrics:read`. */
async function admitToMetrics(context: HttpContext, parts: IdentifyParts): Promise<void> {
  if (isLocal(originOf(context))) return;
  checkAccess('metrics:read', await identify(context, parts), {});
}
