import Router from '@koa/router';
import type Koa from 'koa';
import { Problem } from '../errors.ts';
import { headerOf, type Middleware, type RequestState } from './context.ts';
import { type GuardParts, guard } from './guard/guard.ts';
import { identify } from './guard/identify.ts';
import type { Route } from './route.ts';

type App = Koa<RequestState>;

/** Serves these routes below `prefix`, exactly as they are written. */
export function mountRoutes(
  app: App,
  prefix: string,
  routes: readonly Route[],
  parts: GuardParts,
): void {
  const router = createRouter();
  const literal = new Map<string, Middleware>();
  for (const route of [...routes].sort(literalFirst)) {
    const pattern = prefix + route.path;
    const serve = guard(route, pattern, parts);
    router.register(pattern, [route.method], serve);
    if (!pattern.includes(':')) literal.set(`${route.method.toUpperCase()} ${pattern}`, serve);
  }
  app.use(serveLiteral(literal));
  app.use(router.routes());
  app.use(identifyLost(prefix, parts));
  app.use(refuseMethods(router));
}

/** What leads nowhere below `prefix` is a request of its token like any other. */
function identifyLost(prefix: string, parts: GuardParts): Middleware {
  return async (context, next) => {
    const presented = headerOf(context, 'authorization') !== null;
    if (presented && context.path.startsWith(`${prefix}/`)) await identify(context, parts);
    return await next();
  };
}

/** A path without parameters needs no search among all the others. */
function serveLiteral(routes: ReadonlyMap<string, Middleware>): Middleware {
  return (context, next) => {
    const serve = routes.get(`${context.method} ${context.path}`);
    if (!serve) return next();
    context.params = {};
    return serve(context, next);
  };
}

/** A router that tells upper from lower case and minds a slash at the end. */
export function createRouter(): Router<RequestState> {
  return new Router<RequestState>({ sensitive: true, strict: true });
}

/** 405 for the paths of a router that did not serve the request, with `Allow` (RFC 9110, 15.5.6). */
export function refuseMethods(router: Router<RequestState>): Middleware {
  return async ({ path }, next) => {
    const layers = router.stack.filter((layer) => layer.match(path));
    if (layers.length === 0) return await next();
    const allow = [...new Set(layers.flatMap(({ methods }) => methods))].sort().join(', ');
    throw new Problem('method-not-allowed', `This takes ${allow}.`, { headers: { allow } });
  };
}

/** `/tokens/current` comes before `/tokens/:id`, in whatever order they are declared. */
function literalFirst(a: Route, b: Route): number {
  if (sortKey(a) === sortKey(b)) return 0;
  return sortKey(a) < sortKey(b) ? -1 : 1;
}

/** The path with its parameters behind every letter. */
function sortKey({ path }: Route): string {
  return path.replace(/:\w+/g, '~');
}
