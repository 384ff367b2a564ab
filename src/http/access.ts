import type { ErrorCode } from '../base/errors.ts';
import type { Caller } from './caller.ts';

/** What stands for the parameters of a path, as it was asked for. */
export type PathParams = Readonly<Record<string, string>>;

/** Who may call a route. `C` is whom it lets in: what the route's handler gets as its actor. */
export interface Access<C extends Caller | null = Caller | null> {
  /** What it takes, as a sentence of the documentation; empty where it takes nothing. */
  readonly needs: string;
  /** Whether anybody may call, who then is not asked for a credential. */
  readonly open: boolean;
  /** Whether a token can be enough. */
  readonly tokens: boolean;
  /** The 403 problems that `check` throws; those of a host or name where the path has one. */
  readonly refusals: readonly ErrorCode[];
  /** Whether a token has to be for all hosts and names, whatever the path has. */
  readonly wholeOnly?: boolean;
  /**
   * Who calls, if they may, as far as the path tells. Throws the 401 or 403 `Problem` that names
   * what is missing.
   */
  check(caller: Caller | null, params: PathParams): C;
}
