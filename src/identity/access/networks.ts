import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { type Address, parseAddress } from '../../base/network-address.ts';

/** Addresses that have their first bits in common (CIDR, RFC 4632 and RFC 4291 section 2.3). */
export interface SourceNetwork {
  readonly base: Address;
  /** How many bits they have in common. */
  readonly bits: number;
}

const form = /^([\da-f:.]+)(?:\/(\d{1,3}))?$/i;
const mappedBits = 96;

/**
 * A network as `192.0.2.0/24` or `2001:db8::/32`, or one address; bits past the prefix are
 * cleared, and IPv4 that is written as IPv6 is IPv4. Null where the text is neither.
 */
export function parseNetwork(text: string): SourceNetwork | null {
  const [, address = '', length] = form.exec(text) ?? [];
  const version = isIP(address);
  const parsed = version === 0 ? null : parseAddress(address);
  if (!parsed) return null;
  const width = version === 4 ? 32 : 128;
  const given = length === undefined ? width : Number(length);
  const bits = version === 6 && parsed.kind() === 'ipv4' ? given - mappedBits : given;
  if (given > width || bits < 0) return null;
  return { base: cleared(parsed, bits), bits };
}

/** Networks that were checked before. Throws where one is none after all. */
export function readNetworks(texts: readonly string[]): readonly SourceNetwork[] {
  return texts.map((text) => {
    const network = parseNetwork(text);
    if (network) return network;
    throw new TypeError(`${text} is neither a network nor an address`);
  });
}

/** A network as `parseNetwork` reads it, always with its prefix. */
export function formatNetwork({ base, bits }: SourceNetwork): string {
  return `${base.toString()}/${bits}`;
}

/** Whether an address, as requests come from, is in one of the networks. */
export function isWithin(networks: readonly SourceNetwork[], address: string): boolean {
  const parsed = parseAddress(address);
  return parsed !== null && networks.some((network) => contains(network, parsed));
}

/** Whether a network is wholly in one of the others; what only several of them cover is not. */
export function isCovered(networks: readonly SourceNetwork[], { base, bits }: SourceNetwork) {
  return networks.some((network) => bits >= network.bits && contains(network, base));
}

function contains({ base, bits }: SourceNetwork, address: Address): boolean {
  return base.kind() === address.kind() && address.match(base, bits);
}

function cleared(address: Address, bits: number): Address {
  const cidr = `${address.toString()}/${bits}`;
  if (address.kind() === 'ipv4') return ipaddr.IPv4.networkAddressFromCIDR(cidr);
  return ipaddr.IPv6.networkAddressFromCIDR(cidr);
}
