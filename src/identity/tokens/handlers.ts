import type { TokenHandlerDeps } from './handler-deps.ts';
import { readHandlers } from './read-handlers.ts';
import { writeHandlers } from './write-handlers.ts';

/** All handlers of an account's own tokens. */
export function tokenHandlers(deps: TokenHandlerDeps) {
  return { ...readHandlers(deps), ...writeHandlers(deps) };
}
