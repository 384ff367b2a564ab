import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';

export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** What is known of an address by the text that it was given as. */
interface Parsed {
  readonly address: Address | null;
  readonly plain: string;
  readonly key: string;
}

/** The same few clients ask again and again. */
const known = new LRUCache<string, Parsed>({ max: 1_000 });

/** An address, IPv4 also where it is written as IPv6 (`::ffff:192.0.2.1`), without a zone. */
export function parseAddress(text: string): Address | null {
  return parsed(text).address;
}

/** An address as `parseAddress` has it, as a text; what is none stays as it is. */
export function plainAddress(text: string): string {
  return parsed(text).plain;
}

/** What limits by address count by: an IPv4 address, or the /64 of an IPv6 address. */
export function addressKey(address: string): string {
  return parsed(address).key;
}

function parsed(text: string): Parsed {
  return known.get(text) ?? parse(text);
}

function parse(text: string): Parsed {
  const bare = text.replace(/%.*$/, '');
  const address = ipaddr.isValid(bare) ? ipaddr.process(bare) : null;
  const plain = address?.toString() ?? text;
  const key = address?.kind() === 'ipv6' ? networkOf(text, address, 64) : plain;
  const all = { address, plain, key };
  known.set(text, all);
  return all;
}

/** What one owner of many addresses may have of IPv6: from a single network to a provider's block. */
const widths = [64, 56, 48, 40, 32];

/**
 * What `addressKey` gives, and for IPv6 the networks around it, the narrowest first: an IPv4 address
 * is scarce, but whoever has one IPv6 network has many.
 */
export function networkKeys(address: string): readonly string[] {
  const parsed = parseAddress(address);
  if (parsed?.kind() !== 'ipv6') return [addressKey(address)];
  return widths.map((bits) => networkOf(address, parsed, bits));
}

/** What one owner surely may have alone: an IPv4 address, or the /48 of an IPv6 address. */
export function ownerKey(address: string): string {
  const parsed = parseAddress(address);
  return parsed?.kind() === 'ipv6' ? networkOf(address, parsed, 48) : addressKey(address);
}

function networkOf(text: string, address: Address | null, bits: number): string {
  if (!address) return text;
  const range = `${address.toString()}/${bits}`;
  const kind = address.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  return `${kind.networkAddressFromCIDR(range).toString()}/${bits}`;
}
