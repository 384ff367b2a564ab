import type { DerReader } from '../der/reader.ts';
import { tags } from '../der/tags.ts';
import {
  explicit,
  generalizedTime,
  nullValue,
  octetString,
  sequence,
  utf8String,
} from '../der/writer.ts';
import type { Data } from '../messages.ts';
import { encodeLogEvent, logTag, readLogByShape } from './log.ts';
import { encodeStats, readStats } from './stats.ts';
import { readStatsByShape } from './stats-by-shape.ts';

/** The greatest number that a tag of one octet has. */
const maxTag = 30;

const blockReaders: Record<number, (inner: DerReader) => Buffer | null> = {
  0: (inner) => inner.octetString(),
  1: (inner) => inner.null(),
};

const readers: Record<number, (inner: DerReader) => Data> = {
  1: (inner) => ({ type: 'stats', stats: readStats(inner) }),
  3: (inner) =>
    inner.openSequence((line) => ({
      type: 'console',
      timestamp: line.generalizedTime(),
      line: line.utf8String(),
    })),
  4: (inner) => ({ type: 'block', data: inner.choice('block data', blockReaders) }),
};

/** `Data`. One that only later releases have is handed on, whatever its form; the stream that it is in goes on. */
export function readData(reader: DerReader): Data {
  const tag = reader.peekTag() ?? 0;
  const number = (tag & ~tags.constructed) - tags.context;
  if (number < 0 || number > maxTag || Object.hasOwn(readers, number)) {
    return reader.choice('data', readers);
  }
  const octets = reader.read(tag);
  const stats = readStatsByShape(octets);
  if (stats) return { type: 'stats', stats, isLater: true };
  const event = readLogByShape(octets);
  return event ? { type: 'log', event } : { type: 'unknown', tag: number, octets };
}

export function encodeData(data: Data): Buffer {
  switch (data.type) {
    case 'stats':
      return explicit(1, encodeStats(data.stats));
    case 'log':
      return explicit(logTag, encodeLogEvent(data.event));
    case 'console':
      return explicit(3, sequence(generalizedTime(data.timestamp), utf8String(data.line)));
    case 'block':
      return explicit(4, encodeBlockData(data.data));
    case 'unknown':
      return explicit(data.tag, data.octets);
  }
}

function encodeBlockData(data: Buffer | null): Buffer {
  return data === null ? explicit(1, nullValue()) : explicit(0, octetString(data));
}
