import type { CheckResult } from './check-result.ts';
import { notAccepted } from './check-result.ts';
import type { Finding } from './entity.ts';

/** A credential that is shown to its service now. */
export interface UsedCredential {
  readonly secret: string;
  readonly owner: 'account' | 'server';
  /** The host of the token service that may see it, too; null: none. */
  readonly tokenService: string | null;
  /** Keeps what the service said of it. */
  note(said: SaidInUse): Promise<void>;
}

/** What a service says beside what it was asked for. */
export interface SaidInUse {
  readonly accepted: boolean;
  /** null: nothing was said of a limit. */
  readonly limits: {
    readonly limit: number;
    readonly remaining: number;
    /** RFC 3339; null: it was not told. */
    readonly resetsAt: string | null;
  } | null;
}

/** What is known after a use: whose it is only a check tells. */
export function findingIn({ accepted, limits }: SaidInUse, before: Finding | null): CheckResult {
  if (!accepted) return notAccepted('The service did not take it when it was last used.');
  const { identity = null, window = null } = before ?? {};
  const { limit = null, remaining = null, resetsAt = null } = limits ?? {};
  return { accepted, identity, limit, remaining, window, resetsAt, detail: null };
}
