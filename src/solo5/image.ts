import { abiNote, decodeAbi } from './abi.ts';
import { readElfHeader } from './elf-header.ts';
import type { Solo5Image } from './facts.ts';
import { decodeManifest, manifestNote } from './manifest.ts';
import { readNote } from './notes.ts';
import { readProgram } from './program.ts';
import { type RandomAccess, type Reading, runOnOctets, runOnSource } from './reading.ts';
import { readSectionTable } from './sections.ts';

export type { DeviceType, ManifestDevice, Program, Solo5Image } from './facts.ts';
export type { RandomAccess } from './reading.ts';

/** Reads what an image in memory says of itself. Throws `ImageError`, nothing else. */
export function parseImage(octets: Uint8Array): Solo5Image {
  return runOnOctets(solo5Image(octets.length), octets);
}

/**
 * Reads the same in at most eight reads, of 8.6 MiB together at the very most and a few kB usually. Throws `ImageError`, and what `source` throws.
 */
export function readImage(source: RandomAccess): Promise<Solo5Image> {
  return runOnSource(solo5Image(source.size), source);
}

function* solo5Image(size: number): Reading<Solo5Image> {
  const head = yield* readElfHeader(size);
  const table = yield* readSectionTable(size, head);
  const abi = decodeAbi(yield* readNote(size, table, abiNote));
  const devices = decodeManifest(yield* readNote(size, table, manifestNote));
  return { ...abi, devices, program: yield* readProgram(size, head) };
}
