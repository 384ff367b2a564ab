import type { Account } from '../identity/accounts/entity.ts';
import { type Session, sessionLifetime } from '../identity/sessions/entity.ts';
import type { Token } from '../identity/tokens/entity.ts';
import { presentToken } from './present-token.ts';
import { formatTimestamp } from './timestamps.ts';

/**
 * An account as mollymawk's sign-in shows it, with all members and without a secret: what stood
 * for one is null, of a token the visible prefix.
 */
export function presentAccount(
  account: Account,
  {
    tokens,
    sessions,
  }: { readonly tokens: readonly Token[]; readonly sessions: readonly Session[] },
) {
  const { id, name, email, active, admin, createdAt } = account;
  return {
    name,
    email,
    email_verified: null,
    password: null,
    uuid: id,
    tokens: tokens.map((token) => presentToken(token)),
    cookies: sessions.map(presentSession),
    created_at: formatTimestamp(createdAt),
    updated_at: formatTimestamp(createdAt),
    email_verification_uuid: null,
    active,
    super_user: admin,
    unikernel_updates: [],
    scaling_policies: [],
  };
}

function presentSession({ accountId, createdAt, lastSeenAt, userAgent }: Session) {
  return {
    name: 'molly_session',
    created_at: formatTimestamp(createdAt),
    value: null,
    expires_in: sessionLifetime / 1000,
    uuid: accountId,
    last_access: formatTimestamp(lastSeenAt),
    user_agent: userAgent ?? null,
  };
}
