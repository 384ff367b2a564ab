import type { DerReader } from '../der/reader.ts';
import { contextTag, tags } from '../der/tags.ts';
import {
  element,
  explicit,
  int64,
  integer,
  optional,
  sequence,
  sequenceOf,
  utf8String,
} from '../der/writer.ts';
import type {
  InterfaceCounters,
  ProcessMemory,
  ResourceUsage,
  StatsSample,
  Timeval,
} from '../stats.ts';

// An object's members are evaluated in the order they are written in: the order of the wire.

/** `Data.stats`. */
export function readStats(reader: DerReader): StatsSample {
  return reader.openSequence((inner) => ({
    rusage: readResourceUsage(inner),
    interfaces: inner.sequenceOf(readInterface),
    vmm: inner.optionalExplicit(0, (present) => present.sequenceOf(readVmmCounter)),
    memory: inner.optional(contextTag(1), readMemory),
  }));
}

/** An INT64; a later release may write a plain INTEGER (docs/albatross-protocol.md, section 8.6). */
function readCount(reader: DerReader): bigint {
  return reader.peekTag() === tags.integer ? BigInt(reader.integer()) : reader.int64();
}

function readVmmCounter(reader: DerReader) {
  return reader.sequence((inner) => ({ key: inner.utf8String(), value: inner.int64() }));
}

function readTimeval(reader: DerReader): Timeval {
  return reader.sequence((inner) => ({
    seconds: readCount(inner),
    microseconds: inner.safeInteger(),
  }));
}

export function readResourceUsage(reader: DerReader): ResourceUsage {
  return reader.sequence((inner) => ({
    utime: readTimeval(inner),
    stime: readTimeval(inner),
    maxrss: readCount(inner),
    ixrss: readCount(inner),
    idrss: readCount(inner),
    isrss: readCount(inner),
    minflt: readCount(inner),
    majflt: readCount(inner),
    nswap: readCount(inner),
    inblock: readCount(inner),
    outblock: readCount(inner),
    msgsnd: readCount(inner),
    msgrcv: readCount(inner),
    nsignals: readCount(inner),
    nvcsw: readCount(inner),
    nivcsw: readCount(inner),
  }));
}

/** `[1] IMPLICIT MemInfo`: its tag stands in place of the SEQUENCE's. */
const readMemory = (reader: DerReader) => readTaggedMemory(reader, contextTag(1));

/** `MemInfo`, whatever tag stands in place of the SEQUENCE's. */
export function readTaggedMemory(reader: DerReader, tag: number): ProcessMemory {
  return reader.within(tag, (inner) => ({
    vsize: readCount(inner),
    rss: readCount(inner),
    tsize: readCount(inner),
    dsize: readCount(inner),
    ssize: readCount(inner),
    runtime: readCount(inner),
    cow: inner.safeInteger(),
    start: readTimeval(inner),
  }));
}

export function readInterface(reader: DerReader): InterfaceCounters {
  return reader.sequence((inner) => ({
    bridge: inner.utf8String(),
    flags: inner.safeInteger(),
    sendLength: inner.safeInteger(),
    maxSendLength: inner.safeInteger(),
    sendDrops: inner.safeInteger(),
    mtu: inner.safeInteger(),
    baudrate: readCount(inner),
    inputPackets: readCount(inner),
    inputErrors: readCount(inner),
    outputPackets: readCount(inner),
    outputErrors: readCount(inner),
    collisions: readCount(inner),
    inputBytes: readCount(inner),
    outputBytes: readCount(inner),
    inputMcast: readCount(inner),
    outputMcast: readCount(inner),
    inputDropped: readCount(inner),
    outputDropped: readCount(inner),
  }));
}

/** `Data.stats`. */
export function encodeStats(sample: StatsSample): Buffer {
  return sequence(
    encodeResourceUsage(sample.rusage),
    sequenceOf(sample.interfaces, encodeInterface),
    ...optional(sample.vmm, (counters) => explicit(0, sequenceOf(counters, encodeVmmCounter))),
    ...optional(sample.memory, (memory) => encodeMemory(memory)),
  );
}

const encodeVmmCounter = (counter: { readonly key: string; readonly value: bigint }) =>
  sequence(utf8String(counter.key), int64(counter.value));

const encodeTimeval = (time: Timeval) => sequence(int64(time.seconds), integer(time.microseconds));

export function encodeResourceUsage(usage: ResourceUsage): Buffer {
  const { utime, stime, ...counters } = usage;
  const { maxrss, ixrss, idrss, isrss, minflt, majflt, nswap, inblock, outblock } = counters;
  const { msgsnd, msgrcv, nsignals, nvcsw, nivcsw } = counters;
  const memory = [maxrss, ixrss, idrss, isrss, minflt, majflt, nswap];
  const transfers = [inblock, outblock, msgsnd, msgrcv, nsignals, nvcsw, nivcsw];
  return sequence(
    encodeTimeval(utime),
    encodeTimeval(stime),
    ...[...memory, ...transfers].map(int64),
  );
}

export function encodeMemory(memory: ProcessMemory, tag = contextTag(1)): Buffer {
  const { vsize, rss, tsize, dsize, ssize, runtime, cow, start } = memory;
  return element(
    tag,
    ...[vsize, rss, tsize, dsize, ssize, runtime].map(int64),
    integer(cow),
    encodeTimeval(start),
  );
}

export function encodeInterface(counters: InterfaceCounters): Buffer {
  const { flags, sendLength, maxSendLength, sendDrops, mtu, baudrate, collisions } = counters;
  const { inputPackets, inputErrors, outputPackets, outputErrors } = counters;
  const { inputBytes, outputBytes, inputMcast, outputMcast } = counters;
  const packets = [inputPackets, inputErrors, outputPackets, outputErrors];
  const octets = [inputBytes, outputBytes, inputMcast, outputMcast];
  const dropped = [counters.inputDropped, counters.outputDropped];
  return sequence(
    utf8String(counters.bridge),
    ...[flags, sendLength, maxSendLength, sendDrops, mtu].map(integer),
    ...[baudrate, ...packets, collisions, ...octets, ...dropped].map(int64),
  );
}
