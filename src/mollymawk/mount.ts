import type Koa from 'koa';
import type { Clock } from '../base/clock.ts';
import { Problem } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import type { Timer } from '../base/timer.ts';
import { type HttpContext, headerOf, type Middleware, type RequestState } from '../http/context.ts';
import { type GuardDeps, guard } from '../http/guard/guard.ts';
import { identify } from '../http/guard/identify.ts';
import { createRouter } from '../http/mount.ts';
import { answerProblems, problemReply } from '../http/problems.ts';
import type { Reply } from '../http/reply.ts';
import type { Route } from '../http/route.ts';
import type { ImageStore } from '../storage/image-store.ts';
import type { Spool } from '../storage/spool.ts';
import type { UnikernelService } from '../unikernels/service.ts';
import type { VolumeService } from '../volumes/service.ts';
import { changeUnikernelRoutes } from './change-unikernel.ts';
import { createUnikernelRoute } from './create-unikernel.ts';
import { problemInEnvelope } from './envelope.ts';
import { fillVolumeRoutes } from './fill-volume.ts';
import { listUnikernelsRoute } from './list-unikernels.ts';
import { malformed } from './refusal.ts';
import { acceptMollySession } from './session-cookie.ts';
import { type SignInParts, signInRoute } from './sign-in.ts';
import { tokenRoutes } from './token-routes.ts';
import { volumeRoutes } from './volume-routes.ts';
import { watchConsoleRoute } from './watch-console.ts';

/** The services that version 1 stands on, too. */
export interface MollymawkParts {
  readonly identity: SignInParts;
  readonly unikernels: UnikernelService;
  readonly volumes: VolumeService;
  readonly images: ImageStore;
  readonly spool: Spool;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly timer: Timer;
}

/**
 * Serves mollymawk's API (docs/mollymawk.md) behind the same guard as version 1: the same
 * credentials, scopes, limits and log, other words.
 */
export function mountMollymawk(
  app: Koa<RequestState>,
  guardParts: GuardDeps,
  parts: MollymawkParts,
): void {
  const authenticate = acceptMollySession(guardParts.authenticate);
  const ourGuard = { ...guardParts, authenticate, render: renderInEnvelope };
  const inEnvelope = answerProblems(parts.logger, renderInEnvelope);
  const router = createRouter();
  for (const route of routesOf(parts)) {
    const { path, method } = route;
    router.register(path, [method], [inEnvelope, guard(route, path, ourGuard)]);
    router.all(path, inEnvelope, refuseMethod(path, ourGuard));
  }
  app.use(router.routes());
}

function routesOf(parts: MollymawkParts): Route[] {
  const { identity, unikernels, volumes, timer, clock } = parts;
  // The handbook says `volume`, mollymawk itself `block`.
  const prefixes = ['/api/volume', '/api/block'];
  return [
    signInRoute(identity),
    ...tokenRoutes({ tokens: identity.tokens, clock }),
    listUnikernelsRoute(unikernels),
    createUnikernelRoute(parts),
    ...changeUnikernelRoutes(unikernels),
    watchConsoleRoute(unikernels, timer),
    ...prefixes.flatMap((prefix) => [
      ...fillVolumeRoutes(prefix, parts),
      ...volumeRoutes(prefix, volumes),
    ]),
  ];
}

function renderInEnvelope(context: HttpContext, problem: Problem): Reply {
  return problemInEnvelope(problem, problemReply(context, problem));
}

/** mollymawk says so whoever it is; of a good token it is a request like any other. */
function refuseMethod(pattern: string, parts: GuardDeps): Middleware {
  return async (context) => {
    context.state.route = pattern;
    if (headerOf(context, 'authorization') !== null) await identifyIfGood(context, parts);
    throw malformed('Bad HTTP request method.', { code: 'method-not-allowed' });
  };
}

async function identifyIfGood(context: HttpContext, parts: GuardDeps): Promise<void> {
  try {
    await identify(context, parts);
  } catch (error) {
    const bad = error instanceof Problem && [401, 403].includes(error.status);
    if (!bad) throw error;
  }
}
