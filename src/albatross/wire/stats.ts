import type { DerReader } from '../der/reader.ts';
import { contextTag } from '../der/tags.ts';
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
  return reader.sequence((inner) => ({
    rusage: readResourceUsage(inner),
    interfaces: inner.sequenceOf(readInterface),
    vmm: inner.optionalExplicit(0, (present) => present.sequenceOf(readVmmCounter)),
    memory: inner.optional(contextTag(1), readMemory),
  }));
}

function readVmmCounter(reader: DerReader) {
  return reader.sequence((inner) => ({ key: inner.utf8String(), value: inner.int64() }));
}

function readTimeval(reader: DerReader): Timeval {
  return reader.sequence((inner) => ({
    seconds: inner.int64(),
    microseconds: inner.safeInteger(),
  }));
}

function readResourceUsage(reader: DerReader): ResourceUsage {
  return reader.sequence((inner) => ({
    utime: readTimeval(inner),
    stime: readTimeval(inner),
    maxrss: inner.int64(),
    ixrss: inner.int64(),
    idrss: inner.int64(),
    isrss: inner.int64(),
    minflt: inner.int64(),
    majflt: inner.int64(),
    nswap: inner.int64(),
    inblock: inner.int64(),
    outblock: inner.int64(),
    msgsnd: inner.int64(),
    msgrcv: inner.int64(),
    nsignals: inner.int64(),
    nvcsw: inner.int64(),
    nivcsw: inner.int64(),
  }));
}

/** `[1] IMPLICIT MemInfo`: its tag stands in place of the SEQUENCE's. */
function readMemory(reader: DerReader): ProcessMemory {
  return reader.within(contextTag(1), (inner) => ({
    vsize: inner.int64(),
    rss: inner.int64(),
    tsize: inner.int64(),
    dsize: inner.int64(),
    ssize: inner.int64(),
    runtime: inner.int64(),
    cow: inner.safeInteger(),
    start: readTimeval(inner),
  }));
}

function readInterface(reader: DerReader): InterfaceCounters {
  return reader.sequence((inner) => ({
    bridge: inner.utf8String(),
    flags: inner.safeInteger(),
    sendLength: inner.safeInteger(),
    maxSendLength: inner.safeInteger(),
    sendDrops: inner.safeInteger(),
    mtu: inner.safeInteger(),
    baudrate: inner.int64(),
    inputPackets: inner.int64(),
    inputErrors: inner.int64(),
    outputPackets: inner.int64(),
    outputErrors: inner.int64(),
    collisions: inner.int64(),
    inputBytes: inner.int64(),
    outputBytes: inner.int64(),
    inputMcast: inner.int64(),
    outputMcast: inner.int64(),
    inputDropped: inner.int64(),
    outputDropped: inner.int64(),
  }));
}

/** `Data.stats`. */
export function encodeStats(sample: StatsSample): Buffer {
  return sequence(
    encodeResourceUsage(sample.rusage),
    sequenceOf(sample.interfaces, encodeInterface),
    ...optional(sample.vmm, (counters) => explicit(0, sequenceOf(counters, encodeVmmCounter))),
    ...optional(sample.memory, encodeMemory),
  );
}

const encodeVmmCounter = (counter: { readonly key: string; readonly value: bigint }) =>
  sequence(utf8String(counter.key), int64(counter.value));

const encodeTimeval = (time: Timeval) => sequence(int64(time.seconds), integer(time.microseconds));

function encodeResourceUsage(usage: ResourceUsage): Buffer {
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

function encodeMemory(memory: ProcessMemory): Buffer {
  const { vsize, rss, tsize, dsize, ssize, runtime, cow, start } = memory;
  return element(
    contextTag(1),
    ...[vsize, rss, tsize, dsize, ssize, runtime].map(int64),
    integer(cow),
    encodeTimeval(start),
  );
}

function encodeInterface(counters: InterfaceCounters): Buffer {
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
