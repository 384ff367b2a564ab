import { contextTag, tags } from './tags.ts';
import { formatGeneralizedTime } from './time.ts';

/** One DER element: tag, minimal definite length, content (X.690 sections 8.1 and 10.1). */
export function element(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  return openElement(tag, contents, 0);
}

/** The beginning of an element: `contents` are its first octets, and `following` more are to come. */
export function openElement(
  tag: number,
  contents: readonly Uint8Array[],
  following: number,
): Buffer {
  const length = contents.reduce((sum, part) => sum + part.length, following);
  return Buffer.concat([Buffer.from([tag]), encodeLength(length), ...contents]);
}

function encodeLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Buffer.from([0x80 | octets.length, ...octets]);
}

export const sequence = (...parts: readonly Uint8Array[]) => element(tags.sequence, ...parts);

/** SEQUENCE OF, each item as `encode` has it. */
export function sequenceOf<T>(items: readonly T[], encode: (item: T) => Uint8Array): Buffer {
  return openElement(tags.sequence, items.map(encode), 0);
}

/** SET OF: the elements in ascending order of their encodings (X.690 section 11.6). */
export function setOf(parts: readonly Uint8Array[]): Buffer {
  return openElement(tags.set, [...parts].sort(Buffer.compare), 0);
}

/** `[number]`, explicit: the whole element inside a constructed one of the context class. */
export const explicit = (number: number, ...parts: readonly Uint8Array[]) =>
  element(contextTag(number), ...parts);

/** The parts of something OPTIONAL: none for null. */
export function optional<T>(value: T | null, encode: (value: T) => Buffer): readonly Buffer[] {
  return value === null ? [] : [encode(value)];
}

export const nullValue = () => element(tags.null);

export const boolean = (value: boolean) =>
  element(tags.boolean, Buffer.from([value ? 0xff : 0x00]));

/** INTEGER in the fewest octets of two's complement (X.690 section 8.3). */
export function integer(value: number | bigint): Buffer {
  const octets: number[] = [];
  let rest = BigInt(value);
  do {
    octets.unshift(Number(BigInt.asUintN(8, rest)));
    rest >>= 8n;
  } while (!isSignExtension(rest, octets[0] ?? 0));
  return element(tags.integer, Buffer.from(octets));
}

function isSignExtension(rest: bigint, topOctet: number): boolean {
  return topOctet < 0x80 ? rest === 0n : rest === -1n;
}

export const octetString = (value: Uint8Array) => element(tags.octetString, value);

/** INT64: an OCTET STRING of eight octets, big endian (docs/albatross-protocol.md, section 6). */
export function int64(value: bigint): Buffer {
  const octets = Buffer.alloc(8);
  octets.writeBigInt64BE(BigInt.asIntN(64, value));
  return octetString(octets);
}

export const utf8String = (value: string) => element(tags.utf8String, Buffer.from(value, 'utf8'));

/** GeneralizedTime in UTC (`formatGeneralizedTime`). */
export const generalizedTime = (value: Date) =>
  element(tags.generalizedTime, Buffer.from(formatGeneralizedTime(value), 'latin1'));
