import ipaddr from 'ipaddr.js';
import type { Address } from '../base/network-address.ts';

/** Where an IPv6 address carries an IPv4 address: from which octet on, and with which bits turned. */
interface Carrier {
  /** Hexadecimal digits at the beginning of the address, in groups of four; `*` any. */
  readonly form: RegExp;
  readonly offset: number;
  readonly mask: number;
}

const carriers: readonly Carrier[] = [
  // IPv4-compatible and IPv4-translated (RFC 4291 section 2.5.5.1, RFC 2765)
  { form: /^0{24}/, offset: 12, mask: 0 },
  { form: /^0{16}ffff0000/, offset: 12, mask: 0 },
  // NAT64 (RFC 6052), and the local prefix with the address at its end (RFC 8215)
  { form: /^0064ff9b0{16}/, offset: 12, mask: 0 },
  { form: /^0064ff9b0001/, offset: 12, mask: 0 },
  // 6to4 (RFC 3056)
  { form: /^2002/, offset: 2, mask: 0 },
  // Teredo: its server, and its client with all bits turned (RFC 4380)
  { form: /^20010000/, offset: 4, mask: 0 },
  { form: /^20010000/, offset: 12, mask: 0xff },
  // ISATAP (RFC 5214)
  { form: /^.{16}0[02]005efe/, offset: 12, mask: 0 },
];

/** The IPv4 addresses that an address carries inside, to which a packet may be handed on. */
export function carriedIn(address: Address): Address[] {
  if (address.kind() === 'ipv4') return [];
  const octets = address.toByteArray();
  const digits = Buffer.from(octets).toString('hex');
  return carriers.flatMap(({ form, offset, mask }) => {
    if (!form.test(digits)) return [];
    const inner = octets.slice(offset, offset + 4).map((octet) => octet ^ mask);
    return [new ipaddr.IPv4(inner)];
  });
}
