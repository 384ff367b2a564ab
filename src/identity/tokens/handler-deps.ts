import type { Clock } from '../../base/clock.ts';
import type { Tokens } from './tokens.ts';

/** What the handlers of tokens stand on. */
export interface TokenHandlerDeps {
  readonly tokens: Tokens;
  readonly clock: Clock;
}
