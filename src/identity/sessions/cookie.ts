import { cookieName } from '../credentials/cookies.ts';
import { sessionCookie } from '../credentials/presented-credential.ts';
import { sessionLifetime } from './entity.ts';
import { deviceLifetime } from './known-devices.ts';

/** The name of the cookie by which a browser is known that has signed in before. */
export function deviceCookie(secure: boolean): string {
  return cookieName('fulmar_device', secure);
}

/** The `Set-Cookie` that signs a browser in (RFC 6265). `secure` where the address is HTTPS. */
export function openingCookie(secret: string, secure: boolean): string {
  return render(sessionCookie(secure), secret, sessionLifetime / 1000, secure);
}

/** The `Set-Cookie` that signs a browser out. */
export function closingCookie(secure: boolean): string {
  return render(sessionCookie(secure), '', 0, secure);
}

/** The `Set-Cookie` by which a browser is known again, also after it was signed out. */
export function introducingCookie(device: string, secure: boolean): string {
  return render(deviceCookie(secure), device, deviceLifetime / 1000, secure);
}

function render(name: string, value: string, maxAge: number, secure: boolean): string {
  const cookie = `${name}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax`;
  return secure ? `${cookie}; Secure` : cookie;
}
