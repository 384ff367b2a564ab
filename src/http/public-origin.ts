import { Problem } from '../base/errors.ts';
import type { ProxyTrust } from './client-address.ts';
import { type HttpContext, headerOf } from './context.ts';
import { originOf } from './trace.ts';

/** The server's address as the client of a request knows it: `https://fulmar.example.org`. */
export type PublicOrigin = (context: HttpContext) => string;

/** A name or an address, and a port: nothing that a shell would read as more than that. */
const hostForm = /^([\w.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/;

/** Always `url` where there is one, else what the request was sent to. */
export function publicOrigin(url: URL | null, proxies: ProxyTrust): PublicOrigin {
  return (context) => url?.origin ?? askedOrigin(context, proxies);
}

/** The origin that the client sees, as far as it is known. Throws `malformed-request`. */
function askedOrigin(context: HttpContext, proxies: ProxyTrust): string {
  const from = originOf(context);
  const asked = proxies.forwarded(from, 'x-forwarded-host') ?? headerOf(context, 'host') ?? '';
  const host = asked.toLowerCase();
  if (hostForm.test(host)) return `${isSecure(context, proxies) ? 'https' : 'http'}://${host}`;
  throw new Problem('malformed-request', 'The header Host is not the address of a server.');
}

/** Whether the client came by HTTPS, as a trusted proxy says. */
export function isSecure(context: HttpContext, proxies: ProxyTrust): boolean {
  return proxies.forwarded(originOf(context), 'x-forwarded-proto')?.toLowerCase() === 'https';
}
