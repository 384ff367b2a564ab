import type { DerReader } from '../der/reader.ts';
import {
  boolean,
  explicit,
  integer,
  nullValue,
  octetString,
  sequence,
  sequenceOf,
  utf8String,
} from '../der/writer.ts';
import type { BlockDevice, Named, Success } from '../messages.ts';
import { encodeName, readName } from './name.ts';
import { encodePolicy, readToldPolicy } from './policy.ts';
import {
  encodeInfo,
  encodeInfoV4,
  encodeInfoV5,
  readInfo,
  readInfoV4,
  readInfoV5,
} from './unikernel-info.ts';

const readers: Record<number, (inner: DerReader) => Success> = {
  0: (inner) => inner.nullAs({ type: 'empty' }),
  1: (inner) => ({ type: 'string', value: inner.utf8String() }),
  2: (inner) => ({ type: 'policies', policies: readNamed(inner, readToldPolicy) }),
  4: (inner) => ({ type: 'block-devices', blockDevices: inner.sequenceOf(readBlockDevice) }),
  6: (inner) =>
    inner.sequence((image) => ({
      type: 'unikernel-image',
      compressed: image.boolean(),
      image: image.octetString(),
    })),
  7: (inner) =>
    inner.sequence((image) => ({
      type: 'old-block-device-image',
      compressed: image.boolean(),
      data: image.octetString(),
    })),
  9: (inner) => ({ type: 'old-unikernel-info4', unikernels: readNamed(inner, readInfoV4) }),
  10: (inner) => ({ type: 'block-device-image', compressed: inner.boolean() }),
  11: (inner) => ({ type: 'old-unikernel-info5', unikernels: readNamed(inner, readInfoV5) }),
  12: (inner) => ({ type: 'consoles', names: inner.sequenceOf(readName) }),
  13: (inner) => ({ type: 'unikernel-info', unikernels: readNamed(inner, readInfo) }),
};

/** `Success`. */
export const readSuccess = (reader: DerReader): Success => reader.choice('success', readers);

function readNamed<T>(reader: DerReader, readValue: (inner: DerReader) => T): Named<T>[] {
  return reader.sequenceOf((item) =>
    item.openSequence((inner) => ({ name: readName(inner), value: readValue(inner) })),
  );
}

function readBlockDevice(reader: DerReader): BlockDevice {
  return reader.openSequence((inner) => ({
    name: readName(inner),
    size: inner.safeInteger(),
    active: inner.boolean(),
  }));
}

export function encodeSuccess(success: Success): Buffer {
  switch (success.type) {
    case 'empty':
      return explicit(0, nullValue());
    case 'string':
      return explicit(1, utf8String(success.value));
    case 'policies':
      return explicit(2, encodeNamed(success.policies, encodePolicy));
    case 'block-devices':
      return explicit(4, sequenceOf(success.blockDevices, encodeBlockDevice));
    case 'unikernel-image':
      return explicit(6, sequence(boolean(success.compressed), octetString(success.image)));
    case 'old-block-device-image':
      return explicit(7, sequence(boolean(success.compressed), octetString(success.data)));
    case 'old-unikernel-info4':
      return explicit(9, encodeNamed(success.unikernels, encodeInfoV4));
    case 'block-device-image':
      return explicit(10, boolean(success.compressed));
    case 'old-unikernel-info5':
      return explicit(11, encodeNamed(success.unikernels, encodeInfoV5));
    case 'consoles':
      return explicit(12, sequenceOf(success.names, encodeName));
    case 'unikernel-info':
      return explicit(13, encodeNamed(success.unikernels, encodeInfo));
  }
}

function encodeNamed<T>(items: readonly Named<T>[], encode: (value: T) => Buffer): Buffer {
  return sequenceOf(items, (item) => sequence(encodeName(item.name), encode(item.value)));
}

const encodeBlockDevice = (device: BlockDevice) =>
  sequence(encodeName(device.name), integer(device.size), boolean(device.active));
