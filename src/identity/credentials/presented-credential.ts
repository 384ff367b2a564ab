import { Problem } from '../../base/errors.ts';
import type { CredentialRequest } from '../../http/caller.ts';

/** The name of the cookie that a session is presented in. */
export const sessionCookie = 'fulmar_session';

/** A secret, and what it is said to be. */
export interface PresentedCredential {
  readonly kind: 'token' | 'session';
  readonly secret: string;
}

const bearer = /^Bearer +([^ ]+) *$/i;
const basic = /^Basic +([A-Za-z0-9+/=_-]+) *$/i;
const cookie = new RegExp(`(?:^|;)[ \\t]*${sessionCookie}=([^;]*)`);

/**
 * The credential of a request: a token as `Authorization: Bearer` or as HTTP Basic with the user
 * `token`, else the session's cookie. Null where there is none; throws where it cannot be read.
 */
export function presentedCredential(request: CredentialRequest): PresentedCredential | null {
  const authorization = request.header('authorization');
  if (authorization !== null) return { kind: 'token', secret: readAuthorization(authorization) };
  const secret = cookie.exec(request.header('cookie') ?? '')?.[1]?.trim();
  return secret ? { kind: 'session', secret } : null;
}

function readAuthorization(authorization: string): string {
  const secret = bearer.exec(authorization)?.[1] ?? readBasic(authorization);
  if (secret) return secret;
  throw new Problem(
    'credential-invalid',
    'Present a token as "Authorization: Bearer TOKEN", or as HTTP Basic with the user name "token".',
  );
}

/** The password, where the user name is `token` (RFC 7617). */
function readBasic(authorization: string): string | null {
  const encoded = basic.exec(authorization)?.[1];
  if (!encoded) return null;
  const pair = Buffer.from(encoded, 'base64').toString();
  return pair.startsWith('token:') ? pair.slice('token:'.length) : null;
}
