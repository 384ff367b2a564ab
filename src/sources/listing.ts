import type { Credential } from './deps.ts';
import type { RequestLimits } from './pinned-source.ts';

/** What a source has to choose from, as far as it says so at once. */
export interface Listing<T> {
  readonly choices: readonly T[];
  /** Whether it has more than these. */
  readonly hasMore: boolean;
  /** Whose credential it was shown; null: none. */
  readonly credential: Credential['owner'] | null;
  /** null: it said nothing of a limit. */
  readonly limits: RequestLimits | null;
}
