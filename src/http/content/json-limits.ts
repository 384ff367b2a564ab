import type { Access } from '../access.ts';
import type { ReadLimits } from './read-octets.ts';

const kibibyte = 1024;

/** Milliseconds for a body in JSON to arrive. */
const time = 30_000;

/** Octets where anybody may ask: an address, a password, an identity token. */
const forAnybody: ReadLimits = { size: 16 * kibibyte, time };

/** Octets for whoever shows a credential: the longest holds a host's certificates and key. */
const forKnown: ReadLimits = { size: 256 * kibibyte, time };

/** How large a body in JSON may be, and how late, by who may send it. */
export function jsonLimits({ open }: Pick<Access, 'open'>): ReadLimits {
  return open ? forAnybody : forKnown;
}
