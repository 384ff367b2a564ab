import { Problem } from '../base/errors.ts';
import type { ProxyTrust } from './client-address.ts';
import type { HttpContext } from './context.ts';
import { isLoopbackName, nameOf } from './host-name.ts';
import { askedHost, isSecure } from './public-origin.ts';

/** Throws `misdirected-request` where a request was sent to a name that is not known to be ours. */
export type RequireKnownHost = (context: HttpContext) => void;

/**
 * The names by which people are let in: loopback's, and that of `url`. A page of another site can
 * have its own name lead here (DNS rebinding), and then counts as one of our origin.
 */
export function knownHosts(url: URL | null, proxies: ProxyTrust): RequireKnownHost {
  return (context) => {
    const host = askedHost(context, proxies);
    const name = nameOf(host);
    if (name !== null && (isLoopbackName(name) || name === url?.hostname)) return;
    if (url) throw misdirected(knownBy(url.origin));
    const scheme = isSecure(context, proxies) ? 'https' : 'http';
    throw misdirected(
      unknown(name === null ? 'https://fulmar.example.org' : `${scheme}://${host}`),
    );
  };
}

function misdirected(detail: string): Problem {
  return new Problem('misdirected-request', detail);
}

function knownBy(origin: string): string {
  return (
    `People sign in at ${origin}, which is the server's address (FULMAR_URL), and not by another ` +
    'name. Go there. Whoever runs the server corrects FULMAR_URL where that is not its address.'
  );
}

function unknown(example: string): string {
  return (
    'The server is not told that this is its address, so nobody signs in here. Whoever runs it ' +
    `sets FULMAR_URL to what people enter in their browsers, as FULMAR_URL=${example}, and starts ` +
    'it again. On the machine itself http://localhost works without.'
  );
}
