import type { TokenHandlerDeps } from './handler-deps.ts';
import { readHandlers } from './read-handlers.ts';
import { writeHandlers } from './write-handlers.ts';

export type TokenHandlers = ReturnType<typeof tokenHandlers>;

/** All handlers of an account's own tokens. */
export function tokenHandlers(deps: TokenHandlerDeps) {
  return { ...readHandlers(deps), ...writeHandlers(deps) };
}
