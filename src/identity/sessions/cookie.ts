import { sessionCookie } from '../credentials/presented-credential.ts';
import { sessionLifetime } from './entity.ts';

/** The `Set-Cookie` that signs a browser in (RFC 6265). `secure` where the address is HTTPS. */
export function openingCookie(secret: string, secure: boolean): string {
  return render(secret, sessionLifetime / 1000, secure);
}

/** The `Set-Cookie` that signs a browser out. */
export function closingCookie(secure: boolean): string {
  return render('', 0, secure);
}

function render(value: string, maxAge: number, secure: boolean): string {
  const cookie = `${sessionCookie(secure)}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax`;
  return secure ? `${cookie}; Secure` : cookie;
}
