import type { DerReader } from '../der/reader.ts';
import { contextTag, tags } from '../der/tags.ts';
import { element, explicit, integer, nullValue, setOf } from '../der/writer.ts';
import { MalformedMessageError } from '../errors.ts';
import { formatMac, parseMac } from '../mac.ts';
import type { FailBehaviour, ToldFailBehaviour, UnikernelType } from '../unikernel.ts';

const typeReaders: Record<number, (inner: DerReader) => UnikernelType> = {
  0: (inner) => inner.nullAs('solo5'),
  1: (inner) => inner.nullAs('bhyve'),
};

/** `Typ`. */
export function readType(reader: DerReader): UnikernelType {
  return reader.choice('unikernel type', typeReaders);
}

/** `Typ` of what a host tells: one that only a later release knows hides nothing else of it, nor the other unikernels. */
export const readToldType = (reader: DerReader) => readTold(reader, readType);

/** A CHOICE of two as a host tells it; `unknown` where it is a later one. */
function readTold<T>(reader: DerReader, read: (reader: DerReader) => T): T | 'unknown' {
  const number = (reader.peekTag() ?? 0) - contextTag(0);
  const isLater = number > 1 && number < 31;
  if (!isLater) return read(reader);
  reader.readRaw();
  return 'unknown';
}

/** `Typ`; `unknown` as the next one that a later release may have. */
export const encodeType = (type: UnikernelType) => explicit(typeNumbers[type], nullValue());

const typeNumbers: Readonly<Record<UnikernelType, number>> = { solo5: 0, bhyve: 1, unknown: 2 };

const failBehaviourReaders: Record<number, (inner: DerReader) => FailBehaviour> = {
  0: (inner) => inner.nullAs('quit'),
  1: (inner) => {
    const codes = readIntegers(inner);
    return { restart: codes.length === 0 ? null : codes };
  },
};

/** `FailBehaviour`; no exit codes are all of them. */
export function readFailBehaviour(reader: DerReader): FailBehaviour {
  return reader.choice('fail behaviour', failBehaviourReaders);
}

/** `FailBehaviour` of what a host tells, as `readToldType`. */
export const readToldFailBehaviour = (reader: DerReader) => readTold(reader, readFailBehaviour);

/** `FailBehaviour`; `unknown` as the next one that a later release may have. */
export function encodeFailBehaviour(behaviour: ToldFailBehaviour): Buffer {
  if (behaviour === 'unknown') return explicit(2, nullValue());
  if (behaviour === 'quit') return explicit(0, nullValue());
  return explicit(1, encodeIntegers(behaviour.restart ?? []));
}

/** When a host's boot starts the unikernel. */
export const readStartup = (reader: DerReader) =>
  reader.optional(tags.integer, (present) => present.safeInteger());

/** SET OF INTEGER. */
export const readIntegers = (reader: DerReader) => reader.setOf((item) => item.safeInteger());

export const encodeIntegers = (values: readonly number[]) => setOf(values.map(integer));

/** SEQUENCE OF TEXT. */
export const readTexts = (reader: DerReader) => reader.sequenceOf((item) => item.utf8String());

/** `[number]` SET OF, which is left out where it is empty. */
export function readOptionalSet<T>(
  reader: DerReader,
  number: number,
  item: (inner: DerReader) => T,
): T[] {
  return reader.optionalExplicit(number, (inner) => inner.setOf(item)) ?? [];
}

export function encodeOptionalSet<T>(
  number: number,
  items: readonly T[],
  encode: (item: T) => Buffer,
): readonly Buffer[] {
  return items.length === 0 ? [] : [explicit(number, setOf(items.map(encode)))];
}

/** A MAC address as six octets. */
export function readMac(reader: DerReader): string {
  const octets = reader.octetString();
  if (octets.length !== 6) throw new MalformedMessageError('a MAC address is six octets');
  return formatMac(octets);
}

export const encodeMac = (mac: string): Buffer => element(tags.octetString, parseMac(mac));
