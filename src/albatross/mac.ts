import { createHash } from 'node:crypto';
import { formatName, type Name } from './names.ts';

const macPattern = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i;

/** Whether a text is a MAC address, six octets in hexadecimal joined by `:`. */
export function isMac(text: string): boolean {
  return macPattern.test(text);
}

/** The six octets of a MAC address. Throws a RangeError where the text is none (`isMac`). */
export function parseMac(text: string): Buffer {
  if (!isMac(text)) throw new RangeError(`${JSON.stringify(text)} is no MAC address`);
  return Buffer.from(text.replaceAll(':', ''), 'hex');
}

/** Octets as hexadecimal joined by `:`, in lower case. */
export function formatMac(octets: Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join(':');
}

/**
 * The address that a host gives a network device where none is asked for
 * (docs/albatross-protocol.md, section 2). `device` is the bridge's name inside the unikernel.
 */
export function deriveMac(device: string, name: Name): string {
  const digest = createHash('md5').update(device).update(formatName(name)).digest();
  return formatMac(Buffer.from([0x00, 0x80, 0x41, ...digest.subarray(0, 3)]));
}
