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
  return parsed?.kind() === 'ipv4' ? parsed.toString() : networkOf(address, parsed, 64);
}

/** The network that an address belongs to, where one owner has many: an IPv4 /24, an IPv6 /48. */
export function networkKey(address: string): string {
  const parsed = parseAddress(address);
  return networkOf(address, parsed, parsed?.kind() === 'ipv4' ? 24 : 48);
}

function networkOf(text: string, address: Address | null, bits: number): string {
  if (!address) return text;
  const range = `${address.toString()}/${bits}`;
  const kind = address.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  return `${kind.networkAddressFromCIDR(range).toString()}/${bits}`;
}
