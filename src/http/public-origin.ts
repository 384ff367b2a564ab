import { isIPv6, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { Problem } from '../base/errors.ts';
import { parseAddress } from '../base/network-address.ts';
import { basePathOf } from './base-path.ts';
import type { ProxyTrust } from './client-address.ts';
import { type HttpContext, headerOf } from './context.ts';
import { isHost } from './host-name.ts';
import { originOf } from './trace.ts';

/** Scheme, name and port that the server is reached by, as `https://fulmar.example.org`. */
export type OriginOf = (context: HttpContext) => string;

/** The server's whole address, as `https://example.org/fulmar`: what paths of ours are put behind. */
export type AddressOf = (context: HttpContext) => string;

/**
 * What is shown, kept and sent as the server's address: `url`, else where the connection came in.
 * Never what a request says by `Host`, which is whatever its client likes.
 */
export function publicAddress(url: URL | null): AddressOf {
  return ({ req }) => (url ? url.origin + basePathOf(url) : listening(req.socket));
}

function listening(socket: Socket): string {
  const { localAddress = '127.0.0.1', localPort } = socket;
  const text = parseAddress(localAddress)?.toString() ?? localAddress;
  const scheme = isEncrypted(socket) ? 'https' : 'http';
  return new URL(`${scheme}://${isIPv6(text) ? `[${text}]` : text}:${localPort ?? ''}`).origin;
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

/** Whether the client came by HTTPS: to this very server, or as a trusted proxy says. */
export function isSecure(context: HttpContext, proxies: ProxyTrust): boolean {
  if (isEncrypted(context.req.socket)) return true;
  return proxies.forwarded(originOf(context), 'x-forwarded-proto')?.toLowerCase() === 'https';
}

const isEncrypted = (socket: Socket) => socket instanceof TLSSocket;
