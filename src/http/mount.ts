import Router from '@koa/router';
import type Koa from 'koa';
import { Problem } from '../base/errors.ts';
import { headerOf, type Middleware, type RequestState } from './context.ts';
import { type GuardDeps, guard } from './guard/guard.ts';
import { type IdentifyDeps, identify } from './guard/identify.ts';
import type { Method, Route } from './route.ts';

type App = Koa<RequestState>;

/** Serves these routes below `prefix`, exactly as they are written. */
export function mountRoutes(
  app: App,
  prefix: string,
  routes: readonly Route[],
  deps: GuardDeps,
): void {
  const router = createRouter();
  const literal: LiteralRoutes = new Map();
  for (const route of [...routes].sort(literalFirst)) {
    const pattern = prefix + route.path;
    const serve = guard(route, pattern, deps);
    if (pattern.includes(':')) router.register(pattern, [route.method], serve);
    else addLiteral(literal, pattern, route.method, serve);
  }
  const notFound = identifyNotFound(prefix, deps);
  app.use(serveLiteral(literal, notFound));
  app.use(router.routes());
  app.use(notFound);
  app.use(refuseMethods(router));
}

/** What serves a path without parameters, by its path and then by its method. */
type LiteralRoutes = Map<string, Map<string, Middleware>>;

function addLiteral(routes: LiteralRoutes, path: string, method: Method, serve: Middleware): void {
  const methods = routes.get(path) ?? new Map<string, Middleware>();
  routes.set(path, methods.set(method, serve));
  if (method === 'GET') methods.set('HEAD', serve);
}

/** A path without parameters needs no search among the others, and none of them is meant by it. */
function serveLiteral(routes: LiteralRoutes, notFound: Middleware): Middleware {
  return (context, next) => {
    const methods = routes.get(context.path);
    if (!methods) return next();
    const serve = methods.get(context.method);
    if (!serve) return notFound(context, () => refuseMethod(methods.keys()));
    context.params = {};
    return serve(context, next);
  };
}

/** What leads nowhere below `prefix` is a request of its token like any other. */
export function identifyNotFound(prefix: string, deps: IdentifyDeps): Middleware {
  return async (context, next) => {
    const within = context.path === prefix || context.path.startsWith(`${prefix}/`);
    const shown = headerOf(context, 'authorization') !== null;
    if (within && shown && !context.state.caller) await identify(context, deps);
    return await next();
  };
}

/** A router that tells upper from lower case and minds a slash at the end. */
export function createRouter(): Router<RequestState> {
  return new Router<RequestState>({ sensitive: true, strict: true });
}

/** 405 for the paths of a router that did not serve the request. */
export function refuseMethods(router: Router<RequestState>): Middleware {
  return async ({ path }, next) => {
    const layers = router.stack.filter((layer) => layer.match(path));
    if (layers.length === 0) return await next();
    return refuseMethod(layers.flatMap(({ methods }) => methods));
  };
}

/** 405 with the methods that the path takes in `Allow` (RFC 9110, section 15.5.6). */
function refuseMethod(methods: Iterable<string>): never {
  const allow = [...new Set(methods)].sort().join(', ');
  throw new Problem('method-not-allowed', `This takes ${allow}.`, { headers: { allow } });
}

/** `/a/:b/c` comes before `/a/:b/:c`, in whatever order they are declared. */
function literalFirst(a: Route, b: Route): number {
  if (sortKey(a) === sortKey(b)) return 0;
  return sortKey(a) < sortKey(b) ? -1 : 1;
}

/** The path with its parameters behind every letter. */
function sortKey({ path }: Route): string {
  return path.replace(/:\w+/g, '~');
}
