import { parseAddress } from '../base/network-address.ts';

/** A name or an address, and a port: nothing that a shell would read as more than that. */
const hostForm = /^([\w.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i;

/** Whether a `Host` has its form: a name, or an address (IPv6 in brackets), and perhaps a port. */
export function isHost(host: string): boolean {
  return hostForm.test(host);
}

/** The name in a `Host`, without port, as URLs have it; null where it has another form. */
export function nameOf(host: string): string | null {
  if (!isHost(host)) return null;
  return URL.parse(`http://${host}`)?.hostname ?? null;
}

/** Whether a name, as URLs have it, is this machine's for itself: localhost, 127.0.0.0/8, [::1]. */
export function isLoopbackName(name: string): boolean {
  if (name === 'localhost') return true;
  return parseAddress(name.replace(/^\[|\]$/g, ''))?.range() === 'loopback';
}
