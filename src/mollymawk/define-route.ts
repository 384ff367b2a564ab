import { z } from 'zod';
import type { Access } from '../http/access.ts';
import type { Caller } from '../http/caller.ts';
import type { HandlerDeclaration } from '../http/handler.ts';
import { defineRoute, type Method, type Route } from '../http/route.ts';
import { envelope } from './envelope.ts';

interface MollymawkRoute<Q extends z.ZodType, C extends Caller | null>
  extends Pick<
    HandlerDeclaration<z.ZodType, Q, z.ZodType, C>,
    'query' | 'body' | 'handle' | 'showsSecret' | 'knownHostOnly'
  > {
  readonly method: Method;
  readonly path: string;
  readonly access: Access<C>;
  /** The `operationId` of what does the same in version 1: the audit calls both by it. */
  readonly action: string;
  /** The media type of the answer, where it is a stream and not an envelope. */
  readonly streams?: string;
}

/** What nobody asked for is passed over, as mollymawk does. */
const anyQuery = z.object({});

/**
 * One of mollymawk's routes, for the same guard that version 1 has. It parses its body by
 * itself: mollymawk does not mind the `Content-Type` of JSON, nor commas too many in it.
 */
export function defineMollymawkRoute<
  Q extends z.ZodType = typeof anyQuery,
  C extends Caller | null = Caller | null,
>(route: MollymawkRoute<Q, C>): Route {
  const { streams, ...rest } = route;
  return defineRoute({
    operationId: `mollymawk ${route.path}`,
    tag: 'mollymawk',
    summary: route.path,
    answers: { 200: streams ?? envelope },
    query: anyQuery,
    ...rest,
  });
}
