import { Problem } from '../../base/errors.ts';
import type { CredentialRequest } from '../../http/caller.ts';
import { cookieName, cookiesNamed } from './cookies.ts';

/** The name of the cookie that a session is presented in. */
export function sessionCookie(secure: boolean): string {
  return cookieName('fulmar_session', secure);
}

/** A secret, and what it is said to be. */
export interface PresentedCredential {
  readonly kind: 'token' | 'session';
  readonly secret: string;
}

const bearer = /^Bearer +([^ ]+) *$/i;
const basic = /^Basic +([A-Za-z0-9+/=_-]+) *$/i;

/**
 * The credential of a request: a token as `Authorization: Bearer` or as HTTP Basic with the user
 * `token`, else the session's cookie. Null where there is none; throws where it cannot be read.
 */
export function presentedCredential(request: CredentialRequest): PresentedCredential | null {
  const authorization = request.header('authorization');
  if (authorization !== null) return { kind: 'token', secret: readAuthorization(authorization) };
  const secret = readCookie(request.header('cookie'), sessionCookie(request.secure ?? false));
  return secret ? { kind: 'session', secret } : null;
}

/** The value of the one cookie of a name; of two, one was put there by somebody else. */
function readCookie(cookies: string | null, name: string): string | null {
  const [value = null, other] = cookiesNamed(cookies, name);
  if (other === undefined) return value;
  throw new Problem(
    'credential-invalid',
    `Two cookies are called ${name}. Delete the cookies of this site and its domain, and sign in.`,
  );
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
