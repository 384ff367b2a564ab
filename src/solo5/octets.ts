/** Numbers and texts out of octets, by what a browser has as well as Node. */

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  new DataView(buffer, byteOffset, byteLength);

/** Little endian, as the two below. Throw `RangeError` outside of the octets. */
export const u16 = (octets: Uint8Array, at: number): number => viewOf(octets).getUint16(at, true);

export const u32 = (octets: Uint8Array, at: number): number => viewOf(octets).getUint32(at, true);

export const u64 = (octets: Uint8Array, at: number): bigint =>
  viewOf(octets).getBigUint64(at, true);

/** The octets of a text of which every character is below 256. */
export function fromLatin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** A short run of octets as a text, one character each. */
export function toLatin1(octets: Uint8Array): string {
  return String.fromCharCode(...octets);
}

/** Whether the octets begin with those, and are as many at the least. */
export function startsWith(octets: Uint8Array, beginning: Uint8Array): boolean {
  return (
    octets.length >= beginning.length && beginning.every((octet, index) => octets[index] === octet)
  );
}
