import type { Schema } from '../../api/schema.ts';

type Token = Schema['Token'];

/** Milliseconds without a use after which a token is marked. */
const idle = 60 * 86_400_000;

/** Since when a token has not been used, where that is long ago; null: it is used, or is new. */
export function unusedSince({ lastUsedAt, createdAt, expired }: Token, now: number): string | null {
  const since = lastUsedAt ?? createdAt;
  return !expired && now - Date.parse(since) >= idle ? since : null;
}

/** Tokens that are in one state. */
export interface TokenGroup {
  readonly title: string;
  readonly tokens: readonly Token[];
}

/** Tokens by what is to be done about them; empty groups are left out. */
export function groupTokens(tokens: readonly Token[], now: number): TokenGroup[] {
  const stateOf = (token: Token) => {
    if (token.expired) return 'Expired';
    if (token.expiresSoon) return 'Expiring soon';
    return unusedSince(token, now) ? 'Unused for 60 days' : 'Active';
  };
  return ['Expiring soon', 'Active', 'Unused for 60 days', 'Expired']
    .map((title) => ({ title, tokens: tokens.filter((token) => stateOf(token) === title) }))
    .filter((group) => group.tokens.length > 0);
}
