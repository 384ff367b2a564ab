import type { DerReader } from '../der/reader.ts';
import {
  explicit,
  generalizedTime,
  nullValue,
  octetString,
  sequence,
  utf8String,
} from '../der/writer.ts';
import type { Data } from '../messages.ts';
import { encodeStats, readStats } from './stats.ts';

const blockReaders: Record<number, (inner: DerReader) => Buffer | null> = {
  0: (inner) => inner.octetString(),
  1: (inner) => inner.null(),
};

const readers: Record<number, (inner: DerReader) => Data> = {
  1: (inner) => ({ type: 'stats', stats: readStats(inner) }),
  3: (inner) =>
    inner.sequence((line) => ({
      type: 'console',
      timestamp: line.generalizedTime(),
      line: line.utf8String(),
    })),
  4: (inner) => ({ type: 'block', data: inner.choice('block data', blockReaders) }),
};

/** `Data`. */
export const readData = (reader: DerReader): Data => reader.choice('data', readers);

export function encodeData(data: Data): Buffer {
  switch (data.type) {
    case 'stats':
      return explicit(1, encodeStats(data.stats));
    case 'console':
      return explicit(3, sequence(generalizedTime(data.timestamp), utf8String(data.line)));
    case 'block':
      return explicit(4, encodeBlockData(data.data));
  }
}

function encodeBlockData(data: Buffer | null): Buffer {
  return data === null ? explicit(1, nullValue()) : explicit(0, octetString(data));
}
