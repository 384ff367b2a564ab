import type { DerReader } from '../der/reader.ts';
import { tags } from '../der/tags.ts';
import { explicit, integer, optional, sequence, sequenceOf, utf8String } from '../der/writer.ts';
import type {
  BlockDeviceArgument,
  NetworkDeviceArgument,
  UnikernelArguments,
} from '../unikernel.ts';
import * as parts from './unikernel-parts.ts';

type Resources = Pick<
  UnikernelArguments,
  'memory' | 'blockDevices' | 'networkDevices' | 'arguments'
>;

/** What `Config` and `Arguments`, old and new, have in common: from the memory to the arguments. */
export const readResources = (reader: DerReader): Resources => ({
  memory: reader.safeInteger(),
  blockDevices: parts.readOptionalSet(reader, 0, readBlockDevice),
  networkDevices: parts.readOptionalSet(reader, 1, readNetworkDevice),
  arguments: reader.optionalExplicit(2, parts.readTexts),
});

export function encodeResources(given: Resources): readonly Buffer[] {
  return [
    integer(given.memory),
    ...parts.encodeOptionalSet(0, given.blockDevices, encodeBlockDevice),
    ...parts.encodeOptionalSet(1, given.networkDevices, encodeNetworkDevice),
    ...optional(given.arguments, (texts) => explicit(2, sequenceOf(texts, utf8String))),
  ];
}

function readBlockDevice(reader: DerReader): BlockDeviceArgument {
  return reader.sequence((inner) => ({
    name: inner.utf8String(),
    volume: readHostDevice(inner),
    sectorSize: inner.optional(tags.integer, (present) => present.safeInteger()),
  }));
}

function encodeBlockDevice(device: BlockDeviceArgument): Buffer {
  return sequence(
    utf8String(device.name),
    ...optional(device.volume, utf8String),
    ...optional(device.sectorSize, integer),
  );
}

function readNetworkDevice(reader: DerReader): NetworkDeviceArgument {
  return reader.sequence((inner) => ({
    name: inner.utf8String(),
    bridge: readHostDevice(inner),
    mac: inner.optional(tags.octetString, parts.readMac),
  }));
}

function encodeNetworkDevice(device: NetworkDeviceArgument): Buffer {
  return sequence(
    utf8String(device.name),
    ...optional(device.bridge, utf8String),
    ...optional(device.mac, parts.encodeMac),
  );
}

const readHostDevice = (reader: DerReader) =>
  reader.optional(tags.utf8String, (present) => present.utf8String());
