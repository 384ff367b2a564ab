import { isIP } from 'node:net';
import { type Address, parseAddress } from '../base/network-address.ts';
import type { Network } from '../base/parsers.ts';
import { carriedIn } from './carried-addresses.ts';

/** What may be connected to on behalf of accounts beside public addresses, and what never may. */
export interface AddressRule {
  /** What an administrator names. */
  readonly networks: readonly Network[];
  /** Of hosts, of Fulmar itself and what it stands on, as `canonical` has them. */
  readonly own: ReadonlySet<string>;
}

/** Never connected to, although their network is named. */
const neverRanges = ['loopback', 'linkLocal', 'unspecified', 'broadcast', 'multicast'];

/** Where clouds tell the machines in them who they are, and their secrets. */
const metadata = new Set(
  ['168.63.129.16', '100.100.100.200', '192.0.0.192', 'fd00:ec2::254', 'fd20:ce::254'].map(
    canonical,
  ),
);

/** The form in which addresses are compared; a text that is none stays as it is. */
export function canonical(address: string): string {
  return parseAddress(address)?.toNormalizedString() ?? address;
}

/**
 * Whether an address may be connected to: a public one, or one of a network that is named; none that
 * never may. An address that carries another one inside (NAT64, 6to4) has to be allowed,
 * and so has the other.
 */
export function isAllowed(text: string, rule: AddressRule): boolean {
  // Forms that only some read, as 127.1, are none here, and neither is a zone.
  const address = isIP(text) && !text.includes('%') ? parseAddress(text) : null;
  if (!address) return false;
  return [address, ...carriedIn(address)].every((each) => isAllowedAlone(each, rule));
}

function isAllowedAlone(address: Address, { networks, own }: AddressRule): boolean {
  const text = address.toNormalizedString();
  if (neverRanges.includes(address.range()) || metadata.has(text) || own.has(text)) return false;
  return isPublic(address) || networks.some((network) => contains(network, address));
}

/** Of IPv6 only what is given out (2000::/3), since the rest of `unicast` is nobody's. */
function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || (address.toByteArray()[0] ?? 0) >> 5 === 1;
}

function contains([base, bits]: Network, address: Address): boolean {
  return base.kind() === address.kind() && address.match(base, bits);
}
