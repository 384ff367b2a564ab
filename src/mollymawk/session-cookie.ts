import type { Authenticate } from '../http/caller.ts';
import { sessionCookie } from '../identity/credentials/presented-credential.ts';
import { sessionLifetime } from '../identity/sessions/entity.ts';

const mollySession = 'molly_session';
const named = (name: string, flags = '') => new RegExp(`(^|;[ \\t]*)${name}=`, flags);

/** The `Set-Cookie` that signs mollymawk's clients in. `secure` where the address is HTTPS. */
export function mollySessionCookie(secret: string, secure: boolean): string {
  const age = sessionLifetime / 1000;
  const cookie = `${mollySession}=${secret}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax`;
  return secure ? `${cookie}; Secure` : cookie;
}

/** Takes a session also from mollymawk's cookie, where there is none of ours. */
export function acceptMollySession(authenticate: Authenticate): Authenticate {
  return ({ header, ...request }) => {
    const own = sessionCookie(request.secure ?? false);
    return authenticate({
      ...request,
      header: (name) => (name === 'cookie' ? translate(header(name), own) : header(name)),
    });
  };
}

/** All of them: two of one name are for nobody to choose from. */
function translate(cookies: string | null, own: string): string | null {
  if (cookies === null || named(own).test(cookies)) return cookies;
  return cookies.replace(named(mollySession, 'g'), `$1${own}=`);
}
