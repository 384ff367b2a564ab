import type { DerReader } from '../der/reader.ts';
import { tags } from '../der/tags.ts';
import {
  boolean,
  explicit,
  integer,
  octetString,
  openElement,
  optional,
  sequence,
  utf8String,
} from '../der/writer.ts';
import type { UnikernelArguments, UnikernelConfig } from '../unikernel.ts';
import * as parts from './unikernel-parts.ts';
import { encodeResources, readResources } from './unikernel-resources.ts';

type ConfigWithoutImage = Omit<UnikernelConfig, 'image'>;

/** The octets on both sides of a gap. */
export interface AroundImage {
  readonly before: Buffer;
  readonly after: Buffer;
}

// An object's members are evaluated in the order they are written in: the order of the wire.

/** `Config`. */
export function readConfig(reader: DerReader): UnikernelConfig {
  return reader.sequence((inner) => ({
    ...readImage(inner),
    startup: parts.readStartup(inner),
    addName: inner.boolean(),
    failBehaviour: parts.readFailBehaviour(inner),
    cpuids: parts.readIntegers(inner),
    ...readResources(inner),
    ...readProcessors(inner),
  }));
}

/** `Config`, the newest form. */
export function encodeConfig(config: UnikernelConfig): Buffer {
  return sequence(
    ...encodeBeforeImage(config),
    octetString(config.image),
    ...encodeAfterImage(config),
  );
}

/** What goes before and after an image of `size` octets, which the three make a `Config` with. */
export function encodeConfigWithoutImage(config: ConfigWithoutImage, size: number): AroundImage {
  const after = Buffer.concat(encodeAfterImage(config));
  const before = [...encodeBeforeImage(config), openElement(tags.octetString, [], size)];
  return { before: openElement(tags.sequence, before, size + after.length), after };
}

const encodeBeforeImage = (config: ConfigWithoutImage): Buffer[] => [
  parts.encodeType(config.type),
  boolean(config.compressed),
];

function encodeAfterImage(config: ConfigWithoutImage): Buffer[] {
  return [
    ...optional(config.startup, integer),
    boolean(config.addName),
    parts.encodeFailBehaviour(config.failBehaviour),
    parts.encodeIntegers(config.cpuids),
    ...encodeResources(config),
    ...encodeProcessors(config),
  ];
}

/** `Arguments`. */
export function readArguments(reader: DerReader): UnikernelArguments {
  return reader.sequence((inner) => ({
    failBehaviour: parts.readFailBehaviour(inner),
    startup: parts.readStartup(inner),
    addName: inner.boolean(),
    cpuids: parts.readIntegers(inner),
    ...readResources(inner),
    ...readProcessors(inner),
  }));
}

/** `Arguments`, the newest form. */
export function encodeArguments(given: UnikernelArguments): Buffer {
  return sequence(
    parts.encodeFailBehaviour(given.failBehaviour),
    ...optional(given.startup, integer),
    boolean(given.addName),
    parts.encodeIntegers(given.cpuids),
    ...encodeResources(given),
    ...encodeProcessors(given),
  );
}

/** What every `Config`, old and new, begins with. */
export const readImage = (reader: DerReader) => ({
  type: parts.readType(reader),
  compressed: reader.boolean(),
  image: reader.octetString(),
});

const readProcessors = (reader: DerReader) => ({
  numcpus: reader.optionalExplicit(3, (inner) => inner.safeInteger()) ?? 1,
  linuxBootPartition: reader.optionalExplicit(4, (inner) => inner.utf8String()),
});

function encodeProcessors(given: UnikernelArguments): readonly Buffer[] {
  return [
    explicit(3, integer(given.numcpus)),
    ...optional(given.linuxBootPartition, (partition) => explicit(4, utf8String(partition))),
  ];
}
