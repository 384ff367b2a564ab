import type { HttpContext } from './context.ts';
import type { Method, Route } from './route.ts';

/** An address that a route had before. */
export interface FormerAddress {
  /** The path that it has now, with the same parameters. */
  readonly successor: string;
  /** The method that it has now. */
  readonly method: Method;
  /** Since when the address is a former one. */
  readonly since: Date;
  /** Until when it answers at least. */
  readonly until: Date;
}

/** What had another path or method before, with that one too: documented as deprecated, and as the same in the audit. */
export function formerRoute(
  route: Route,
  place: Pick<Route, 'method' | 'path'>,
  since: Date,
  until: Date,
): Route {
  const { operationId, action = operationId } = route;
  const former = { successor: route.path, method: route.method, since, until };
  return { ...route, ...place, action, operationId: `${operationId}Formerly`, former };
}

/**
 * Tells a client that it asks at a former address: since when it is one (RFC 9745), when it ends (RFC 8594),
 * and what to ask instead, relative to what was asked for, as a proxy may have put a path before it.
 */
export function tellFormer({ res, params }: HttpContext, { path, former }: Route): void {
  if (!former) return;
  const filled = former.successor.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(`${Reflect.get(Object(params), name)}`),
  );
  const up = '../'.repeat(path.split('/').length - 2) || './';
  res.setHeader('Deprecation', `@${former.since.getTime() / 1000}`);
  res.setHeader('Sunset', former.until.toUTCString());
  res.setHeader('Link', `<${up}${filled.slice(1)}>; rel="successor-version"`);
}
