import type { Authenticate } from '../http/caller.ts';
import { sessionCookie } from '../identity/credentials/presented-credential.ts';
import { sessionLifetime } from '../identity/sessions/entity.ts';

const mollySession = 'molly_session';
const named = (name: string) => new RegExp(`(^|;[ \\t]*)${name}=`);

/** The `Set-Cookie` that signs mollymawk's clients in. `secure` where the address is HTTPS. */
export function mollySessionCookie(secret: string, secure: boolean): string {
  const age = sessionLifetime / 1000;
  const cookie = `${mollySession}=${secret}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax`;
  return secure ? `${cookie}; Secure` : cookie;
}

/** Takes a session also from mollymawk's cookie, where there is none of ours. */
export function acceptMollySession(authenticate: Authenticate): Authenticate {
  return ({ header, ...request }) =>
    authenticate({
      ...request,
      header: (name) => (name === 'cookie' ? translate(header(name)) : header(name)),
    });
}

function translate(cookies: string | null): string | null {
  if (cookies === null || named(sessionCookie).test(cookies)) return cookies;
  return cookies.replace(named(mollySession), `$1${sessionCookie}=`);
}
