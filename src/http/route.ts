import type { z } from 'zod';
import type { Access } from './access.ts';
import type { Caller } from './caller.ts';
import type { FormerAddress } from './former-routes.ts';
import type { Handler, HandlerDeclaration } from './handler.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Where a route is, and for whom. */
interface Location<C extends Caller | null> {
  readonly method: Method;
  /** Below the API's prefix, in the router's notation: `/hosts/:host`. */
  readonly path: string;
  readonly access: Access<C>;
}

/** A route whose own types are no longer of interest. */
export interface Route
  extends Location<Caller | null>,
    HandlerDeclaration<z.ZodType, z.ZodType, z.ZodType, Caller | null> {
  /** Where it is a former address of another route: that one’s, and until when it answers. */
  readonly former?: FormerAddress;
}

/** A route in one line of a table: its handler takes whom its access lets in. */
export type RouteLine<C extends Caller | null> = readonly [
  method: Method,
  path: `/${string}`,
  access: Access<C>,
  handler: Handler<C>,
];

/** A line that the table's own type has checked. */
type CheckedLine = readonly [
  method: Method,
  path: string,
  access: Access,
  handler: HandlerDeclaration<z.ZodType, z.ZodType, z.ZodType, Caller | null>,
];

/** The routes of a table whose lines are each a `RouteLine`. */
export function routesOf(lines: readonly CheckedLine[]): Route[] {
  return lines.map(([method, path, access, handler]) => ({ ...handler, method, path, access }));
}

/** A route that is declared in one piece, its handler typed by the access and the schemas beside it. */
export function defineRoute<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  C extends Caller | null,
>(declaration: Location<C> & HandlerDeclaration<P, Q, B, C>): Route {
  return declaration;
}
