import type Koa from 'koa';
import { Problem } from '../base/errors.ts';
import { type HttpContext, headerOf, type Middleware, type RequestState } from '../http/context.ts';
import { type GuardDeps, guard } from '../http/guard/guard.ts';
import { identify } from '../http/guard/identify.ts';
import { createRouter } from '../http/mount.ts';
import { answerProblems, problemReply } from '../http/problems.ts';
import type { Reply } from '../http/reply.ts';
import type { Route } from '../http/route.ts';
import { changeUnikernelRoutes } from './change-unikernel-routes.ts';
import { createUnikernelRoute } from './create-unikernel-route.ts';
import type { Deps } from './deps.ts';
import { EarlyContent } from './early-content.ts';
import { problemInEnvelope } from './envelope.ts';
import { fillVolumeRoutes } from './fill-volume-routes.ts';
import { listUnikernelsRoute } from './list-unikernels-route.ts';
import { malformed } from './mollymawk-problem.ts';
import { rollbackUnikernelRoute } from './rollback-unikernel-route.ts';
import { acceptMollySession } from './session-cookie.ts';
import { signInRoute } from './sign-in-route.ts';
import { tokenRoutes } from './token-routes.ts';
import { updateUnikernelRoute } from './update-unikernel-route.ts';
import { volumeRoutes } from './volume-routes.ts';
import { watchConsoleRoute } from './watch-console-route.ts';

/**
 * Serves mollymawk's API (docs/mollymawk.md) behind the same guard as version 1: the same
 * credentials, scopes, limits and log, other words.
 */
export function mountMollymawk(app: Koa<RequestState>, guardDeps: GuardDeps, deps: Deps): void {
  const authenticate = acceptMollySession(guardDeps.authenticate);
  const ourGuard = { ...guardDeps, authenticate, render: renderInEnvelope };
  const inEnvelope = answerProblems(deps.logger, renderInEnvelope);
  const router = createRouter();
  for (const route of routesOf(deps)) {
    const { path, method } = route;
    router.register(path, [method], [inEnvelope, guard(route, path, ourGuard)]);
    router.all(path, inEnvelope, refuseMethod(path, ourGuard));
  }
  app.use(router.routes());
}

function routesOf(deps: Deps): Route[] {
  const { identity, unikernels, volumes, clock } = deps;
  // The handbook says `volume`, mollymawk itself `block`.
  const prefixes = ['/api/volume', '/api/block'];
  const early = new EarlyContent();
  return [
    signInRoute(identity),
    ...tokenRoutes({ tokens: identity.tokens, clock }),
    listUnikernelsRoute(unikernels),
    createUnikernelRoute(unikernels, early),
    ...changeUnikernelRoutes(unikernels),
    updateUnikernelRoute(unikernels),
    rollbackUnikernelRoute(unikernels),
    watchConsoleRoute(unikernels),
    ...prefixes.flatMap((prefix) => [
      ...fillVolumeRoutes(prefix, volumes, early),
      ...volumeRoutes(prefix, volumes),
    ]),
  ];
}

function renderInEnvelope(context: HttpContext, problem: Problem): Reply {
  return problemInEnvelope(problem, problemReply(context, problem));
}

/** mollymawk says so whoever it is; of a good token it is a request like any other. */
function refuseMethod(pattern: string, deps: GuardDeps): Middleware {
  return async (context) => {
    context.state.route = pattern;
    if (headerOf(context, 'authorization') !== null) await identifyIfGood(context, deps);
    throw malformed('Bad HTTP request method.', { code: 'method-not-allowed' });
  };
}

async function identifyIfGood(context: HttpContext, deps: GuardDeps): Promise<void> {
  try {
    await identify(context, deps);
  } catch (error) {
    const bad = error instanceof Problem && [401, 403].includes(error.status);
    if (!bad) throw error;
  }
}
