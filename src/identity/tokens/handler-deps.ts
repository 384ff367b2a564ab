import type { Clock } from '../../base/clock.ts';
import type { Actor } from '../access/actor.ts';
import type { Tokens } from './tokens.ts';

/** Which of these names are of no host that the actor can see. */
export type MissingHosts = (actor: Actor, names: readonly string[]) => Promise<readonly string[]>;

/** What the handlers of tokens stand on. */
export interface TokenHandlerDeps {
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly missingHosts: MissingHosts;
}
