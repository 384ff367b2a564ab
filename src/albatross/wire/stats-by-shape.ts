import { DerReader } from '../der/reader.ts';
import { contextTag, tags } from '../der/tags.ts';
import { sequence, sequenceOf } from '../der/writer.ts';
import { MalformedMessageError } from '../errors.ts';
import type { InterfaceCounters, ProcessMemory, ResourceUsage, StatsSample } from '../stats.ts';
import * as known from './stats.ts';

/**
 * A sample in the form of albatross 2.8, of which neither tags nor order are known: its parts are
 * told apart by what they look like (docs/albatross-protocol.md, section 8.9). Null where it is none.
 */
export function readStatsByShape(octets: Buffer): StatsSample | null {
  try {
    return sampleOf(partsOf(octets, tags.sequence));
  } catch (error) {
    if (error instanceof MalformedMessageError) return null;
    throw error;
  }
}

function sampleOf(parts: readonly Buffer[]): StatsSample | null {
  let rusage: ResourceUsage | null = null;
  let interfaces: InterfaceCounters[] | null = null;
  let memory: ProcessMemory | null = null;
  for (const part of parts) {
    if (!rusage && isUsage(part)) rusage = known.readResourceUsage(new DerReader(part));
    else if (!memory && isMemory(part)) memory = readMemory(part);
    else if (!interfaces) interfaces = new DerReader(part).sequenceOf(known.readInterface);
    else return null;
  }
  return rusage && interfaces && { rusage, interfaces, vmm: null, memory };
}

/** As it is told by an emulated host of the 2.8 series: one of the forms that are possible. */
export function encodeNewStats({ rusage, memory, interfaces }: StatsSample): Buffer {
  return sequence(
    known.encodeResourceUsage(rusage),
    ...(memory ? [known.encodeMemory(memory, contextTag(0))] : []),
    sequenceOf(interfaces, known.encodeInterface),
  );
}

/** Two times and fourteen counters. */
function isUsage(part: Buffer): boolean {
  if (part[0] !== tags.sequence) return false;
  const [first, second, ...counters] = partsOf(part, tags.sequence);
  return isSequence(first) && isSequence(second) && counters.length === 14;
}

/** Seven counters and a time, under a tag of its own or the SEQUENCE's. */
function isMemory(part: Buffer): boolean {
  const [tag = 0] = part;
  if (tag !== tags.sequence && (tag & 0xe0) !== contextTag(0)) return false;
  const parts = partsOf(part, tag);
  const [inner] = parts;
  if (inner && parts.length === 1) return isSequence(inner) && tag !== tags.sequence;
  return parts.length === 8 && !isSequence(inner) && isSequence(parts.at(-1));
}

/** IMPLICIT, EXPLICIT, or without a tag of its own. */
function readMemory(part: Buffer): ProcessMemory {
  const [tag = 0] = part;
  const [inner] = partsOf(part, tag);
  if (!isSequence(inner)) return known.readTaggedMemory(new DerReader(part), tag);
  return new DerReader(part).within(tag, (within) => known.readTaggedMemory(within, tags.sequence));
}

const isSequence = (part: Buffer | undefined) => part?.[0] === tags.sequence;

/** The elements of one, which has to be all that there is. */
function partsOf(octets: Buffer, tag: number): Buffer[] {
  const reader = new DerReader(octets);
  const parts = reader.within(tag, (inner) => {
    const found: Buffer[] = [];
    while (!inner.atEnd) found.push(inner.readRaw());
    return found;
  });
  reader.expectEnd();
  return parts;
}
