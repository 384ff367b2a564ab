import type { Token } from '../identity/tokens/entity.ts';
import { formatTimestamp } from './timestamps.ts';

/** A token as mollymawk shows it; `value` is the secret for its maker, else the visible prefix. */
export function presentToken(token: Token, value = token.prefix) {
  const { name, createdAt, expiresAt, lastUsedAt, uses } = token;
  return {
    token_type: 'Bearer',
    value,
    expires_in: expiresAt ? Math.round((expiresAt.getTime() - createdAt.getTime()) / 1000) : null,
    created_at: formatTimestamp(createdAt),
    last_access: formatTimestamp(lastUsedAt ?? createdAt),
    name,
    usage_count: uses,
  };
}
