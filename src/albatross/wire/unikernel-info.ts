import type { DerReader } from '../der/reader.ts';
import {
  explicit,
  generalizedTime,
  integer,
  octetString,
  optional,
  sequence,
  sequenceOf,
  utf8String,
} from '../der/writer.ts';
import type { BlockDeviceInfo, NetworkDeviceInfo, UnikernelInfo } from '../unikernel.ts';
import * as parts from './unikernel-parts.ts';

// An object's members are evaluated in the order they are written in: the order of the wire.

/** `Info`. */
export function readInfo(reader: DerReader): UnikernelInfo {
  return reader.openSequence((inner) => ({
    type: parts.readToldType(inner),
    startup: parts.readStartup(inner),
    failBehaviour: parts.readToldFailBehaviour(inner),
    cpuids: parts.readIntegers(inner),
    ...readResources(inner),
    numcpus: inner.optionalExplicit(4, (present) => present.safeInteger()) ?? 1,
    linuxBootPartition: inner.optionalExplicit(5, (present) => present.utf8String()),
  }));
}

/** What the old forms do not say. */
const unsaid = { startup: null, numcpus: 1, linuxBootPartition: null } as const;

/** `InfoV5`: one CPU id. */
export function readInfoV5(reader: DerReader): UnikernelInfo {
  return reader.sequence((inner) => ({
    ...unsaid,
    type: parts.readType(inner),
    startup: parts.readStartup(inner),
    failBehaviour: parts.readFailBehaviour(inner),
    cpuids: [inner.safeInteger()],
    ...readResources(inner),
  }));
}

/** `InfoV4`: as V5, without startup. */
export function readInfoV4(reader: DerReader): UnikernelInfo {
  return reader.sequence((inner) => ({
    ...unsaid,
    type: parts.readType(inner),
    failBehaviour: parts.readFailBehaviour(inner),
    cpuids: [inner.safeInteger()],
    ...readResources(inner),
  }));
}

const readResources = (reader: DerReader) => ({
  memory: reader.safeInteger(),
  digest: reader.octetString(),
  blockDevices: parts.readOptionalSet(reader, 0, readBlockDevice),
  networkDevices: parts.readOptionalSet(reader, 1, readNetworkDevice),
  arguments: reader.optionalExplicit(2, parts.readTexts),
  started: reader.optionalExplicit(3, (present) => present.generalizedTime()),
});

function readBlockDevice(reader: DerReader): BlockDeviceInfo {
  return reader.openSequence((inner) => ({
    name: inner.utf8String(),
    volume: inner.utf8String(),
    sectorSize: inner.safeInteger(),
    size: inner.safeInteger(),
  }));
}

function readNetworkDevice(reader: DerReader): NetworkDeviceInfo {
  return reader.openSequence((inner) => ({
    name: inner.utf8String(),
    bridge: inner.utf8String(),
    mac: parts.readMac(inner),
  }));
}

/** `Info`. */
export function encodeInfo(info: UnikernelInfo): Buffer {
  return sequence(
    parts.encodeType(info.type),
    ...optional(info.startup, integer),
    parts.encodeFailBehaviour(info.failBehaviour),
    parts.encodeIntegers(info.cpuids),
    ...encodeResources(info),
    explicit(4, integer(info.numcpus)),
    ...optional(info.linuxBootPartition, (partition) => explicit(5, utf8String(partition))),
  );
}

/** `InfoV5`. Throws a RangeError where a unikernel has not exactly one CPU id. */
export function encodeInfoV5(info: UnikernelInfo): Buffer {
  return sequence(
    parts.encodeType(info.type),
    ...optional(info.startup, integer),
    parts.encodeFailBehaviour(info.failBehaviour),
    integer(onlyCpuid(info)),
    ...encodeResources(info),
  );
}

/** `InfoV4`. Throws as `encodeInfoV5` does. */
export function encodeInfoV4(info: UnikernelInfo): Buffer {
  return sequence(
    parts.encodeType(info.type),
    parts.encodeFailBehaviour(info.failBehaviour),
    integer(onlyCpuid(info)),
    ...encodeResources(info),
  );
}

function onlyCpuid(info: UnikernelInfo): number {
  const [cpuid, ...others] = info.cpuids;
  if (cpuid === undefined || others.length > 0) {
    throw new RangeError(`the old form holds one CPU id, not ${info.cpuids.length}`);
  }
  return cpuid;
}

function encodeResources(info: UnikernelInfo): readonly Buffer[] {
  return [
    integer(info.memory),
    octetString(info.digest),
    ...parts.encodeOptionalSet(0, info.blockDevices, encodeBlockDevice),
    ...parts.encodeOptionalSet(1, info.networkDevices, encodeNetworkDevice),
    ...optional(info.arguments, (texts) => explicit(2, sequenceOf(texts, utf8String))),
    ...optional(info.started, (time) => explicit(3, generalizedTime(time))),
  ];
}

function encodeBlockDevice(device: BlockDeviceInfo): Buffer {
  return sequence(
    utf8String(device.name),
    utf8String(device.volume),
    integer(device.sectorSize),
    integer(device.size),
  );
}

function encodeNetworkDevice(device: NetworkDeviceInfo): Buffer {
  return sequence(utf8String(device.name), utf8String(device.bridge), parts.encodeMac(device.mac));
}
