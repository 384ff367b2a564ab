import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';

export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** The same few clients ask again and again. */
const parsed = new LRUCache<string, { readonly address: Address | null }>({ max: 1_000 });

/** An address, IPv4 also where it is written as IPv6 (`::ffff:192.0.2.1`), without a zone. */
export function parseAddress(text: string): Address | null {
  const known = parsed.get(text);
  if (known) return known.address;
  const bare = text.replace(/%.*$/, '');
  const address = ipaddr.isValid(bare) ? ipaddr.process(bare) : null;
  parsed.set(text, { address });
  return address;
}

/** What limits by address count by: an IPv4 address, or the /64 of an IPv6 address. */
export function addressKey(address: string): string {
  const parsed = parseAddress(address);
  if (!parsed) return address;
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/64`).toString()}/64`;
}
