import type { DerReader } from '../der/reader.ts';
import type { UnikernelArguments, UnikernelConfig } from '../unikernel.ts';
import { readImage } from './unikernel-config.ts';
import * as parts from './unikernel-parts.ts';
import { readResources } from './unikernel-resources.ts';

// Forms of hosts and clients before 2.7, which read as the newest one and are never written.
// An object's members are evaluated in the order they are written in: the order of the wire.

/** What the old forms do not say. */
const unsaid = { startup: null, addName: true, numcpus: 1, linuxBootPartition: null } as const;

/** `ConfigV4`: one CPU id. */
export function readConfigV4(reader: DerReader): UnikernelConfig {
  return reader.sequence((inner) => ({
    ...unsaid,
    ...readImage(inner),
    startup: parts.readStartup(inner),
    addName: inner.boolean(),
    failBehaviour: parts.readFailBehaviour(inner),
    cpuids: [inner.safeInteger()],
    ...readResources(inner),
  }));
}

/** What came before `ConfigV4`: the same without startup and addName. */
export function readConfigV3(reader: DerReader): UnikernelConfig {
  return reader.sequence((inner) => ({
    ...unsaid,
    ...readImage(inner),
    failBehaviour: parts.readFailBehaviour(inner),
    cpuids: [inner.safeInteger()],
    ...readResources(inner),
  }));
}

/** `ArgumentsV1`: one CPU id. */
export function readArgumentsV1(reader: DerReader): UnikernelArguments {
  return reader.sequence((inner) => ({
    ...unsaid,
    failBehaviour: parts.readFailBehaviour(inner),
    startup: parts.readStartup(inner),
    addName: inner.boolean(),
    cpuids: [inner.safeInteger()],
    ...readResources(inner),
  }));
}

/** `ArgumentsV0`: as V1, without startup and addName. */
export function readArgumentsV0(reader: DerReader): UnikernelArguments {
  return reader.sequence((inner) => ({
    ...unsaid,
    failBehaviour: parts.readFailBehaviour(inner),
    cpuids: [inner.safeInteger()],
    ...readResources(inner),
  }));
}
