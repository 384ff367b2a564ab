import { abiNote, decodeAbi } from './abi.ts';
import type { Solo5Image } from './facts.ts';
import { decodeManifest, manifestNote } from './manifest.ts';
import { readNote } from './notes.ts';
import { type RandomAccess, type Reading, runOnOctets, runOnSource } from './reading.ts';
import { readSectionTable } from './sections.ts';

export type { DeviceType, ManifestDevice, Solo5Image } from './facts.ts';
export type { RandomAccess } from './reading.ts';

/** Reads the ABI and the manifest of an image in memory. Throws `ImageError`, nothing else. */
export function parseImage(octets: Uint8Array): Solo5Image {
  return runOnOctets(solo5Image(octets.length), octets);
}

/**
 * Reads the ABI and the manifest in at most seven reads, of 5.1 MiB together at the very most and a
 * few kB usually. Throws `ImageError`, and what `source` throws.
 */
export function readImage(source: RandomAccess): Promise<Solo5Image> {
  return runOnSource(solo5Image(source.size), source);
}

function* solo5Image(size: number): Reading<Solo5Image> {
  const table = yield* readSectionTable(size);
  const abi = decodeAbi(yield* readNote(size, table, abiNote));
  const devices = decodeManifest(yield* readNote(size, table, manifestNote));
  return { ...abi, devices };
}
