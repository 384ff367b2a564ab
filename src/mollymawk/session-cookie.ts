import type { Authenticate } from '../http/caller.ts';
import { cookieName } from '../identity/credentials/cookies.ts';
import { sessionCookie } from '../identity/credentials/presented-credential.ts';
import { sessionLifetime } from '../identity/sessions/entity.ts';

const mollySession = 'molly_session';
const named = (name: string, flags = '') => new RegExp(`(^|;[ \\t]*)${name}=`, flags);

/** Its name, which by HTTPS no neighbour in the domain can give a cookie of theirs. */
const mollyCookie = (secure: boolean) => cookieName(mollySession, secure);

/** The `Set-Cookie` that signs mollymawk's clients in. `secure` where the address is HTTPS. */
export function mollySessionCookie(secret: string, secure: boolean): string {
  const age = sessionLifetime / 1000;
  const cookie = `${mollyCookie(secure)}=${secret}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax`;
  return secure ? `${cookie}; Secure` : cookie;
}

/** Takes a session also from mollymawk's cookie, where there is none of ours. */
export function acceptMollySession(authenticate: Authenticate): Authenticate {
  return ({ header, ...request }) => {
    const secure = request.secure ?? false;
    const names = { own: sessionCookie(secure), molly: mollyCookie(secure) };
    return authenticate({
      ...request,
      header: (name) => (name === 'cookie' ? translate(header(name), names) : header(name)),
    });
  };
}

/** All of them: two of one name are for nobody to choose from. */
function translate(
  cookies: string | null,
  { own, molly }: { readonly own: string; readonly molly: string },
): string | null {
  if (cookies === null || named(own).test(cookies)) return cookies;
  return cookies.replace(named(molly, 'g'), `$1${own}=`);
}
