import { isIPv6 } from 'node:net';
import { Problem } from '../base/errors.ts';
import { parseAddress } from '../base/network-address.ts';
import type { ProxyTrust } from './client-address.ts';
import { type HttpContext, headerOf } from './context.ts';
import { isHost } from './host-name.ts';
import { originOf } from './trace.ts';

/** The server's address, as `https://fulmar.example.org`. */
export type OriginOf = (context: HttpContext) => string;

/**
 * What is shown, kept and sent as the server's address: `url`, else where the connection came in.
 * Never what a request says by `Host`, which is whatever its client likes.
 */
export function publicOrigin(url: URL | null): OriginOf {
  return ({ req }) => url?.origin ?? listening(req.socket.localAddress, req.socket.localPort);
}

function listening(address = '127.0.0.1', port = 80): string {
  const text = parseAddress(address)?.toString() ?? address;
  return new URL(`http://${isIPv6(text) ? `[${text}]` : text}:${port}`).origin;
}

/**
 * The address as the client of a request knows it, to be compared with what else it says: `url`,
 * else what the request was sent to. Throws `malformed-request`.
 */
export function askedOrigin(url: URL | null, proxies: ProxyTrust): OriginOf {
  return (context) => {
    if (url) return url.origin;
    const host = askedHost(context, proxies);
    if (isHost(host)) return `${isSecure(context, proxies) ? 'https' : 'http'}://${host}`;
    throw new Problem('malformed-request', 'The header Host is not the address of a server.');
  };
}

/** `Host` in lower case, or what a trusted proxy says it was; empty where nothing was said. */
export function askedHost(context: HttpContext, proxies: ProxyTrust): string {
  const forwarded = proxies.forwarded(originOf(context), 'x-forwarded-host');
  return (forwarded ?? headerOf(context, 'host') ?? '').toLowerCase();
}

/** Whether the client came by HTTPS, as a trusted proxy says. */
export function isSecure(context: HttpContext, proxies: ProxyTrust): boolean {
  return proxies.forwarded(originOf(context), 'x-forwarded-proto')?.toLowerCase() === 'https';
}
