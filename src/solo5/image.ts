import { type FileHandle, open } from 'node:fs/promises';
import { abiNote, decodeAbi } from './abi.ts';
import type { Solo5Image } from './facts.ts';
import { decodeManifest, manifestNote } from './manifest.ts';
import { readNote } from './notes.ts';
import { type RandomAccess, type Reading, runOnBuffer, runOnSource } from './reading.ts';
import { readSectionTable } from './sections.ts';

export type { DeviceType, ManifestDevice, Solo5Image, Target } from './facts.ts';
export type { RandomAccess } from './reading.ts';

/** Reads the ABI and the manifest of an image in memory. Throws `ImageError`, nothing else. */
export function parseImage(buffer: Buffer): Solo5Image {
  return runOnBuffer(solo5Image(buffer.length), buffer);
}

/**
 * Reads the ABI and the manifest in at most seven reads, of 5.1 MiB together at the very most and a
 * few kB usually. Throws `ImageError`, and what `source` throws.
 */
export function readImage(source: RandomAccess): Promise<Solo5Image> {
  return runOnSource(solo5Image(source.size), source);
}

/**
 * As `readImage`, from a path, or from an open file, whose position stays and which stays open.
 * Throws `ImageError`, and the errors of the file system.
 */
export async function readImageFile(file: string | FileHandle): Promise<Solo5Image> {
  if (typeof file !== 'string') return readImage(await fileAccess(file));
  await using handle = await open(file);
  return await readImage(await fileAccess(handle));
}

function* solo5Image(size: number): Reading<Solo5Image> {
  const table = yield* readSectionTable(size);
  const abi = decodeAbi(yield* readNote(size, table, abiNote));
  const devices = decodeManifest(yield* readNote(size, table, manifestNote));
  return { ...abi, devices };
}

async function fileAccess(handle: FileHandle): Promise<RandomAccess> {
  const { size } = await handle.stat();
  return { size, read: (offset, length) => readFully(handle, offset, length) };
}

/** A read may give less than was asked for, and nothing only at the end of the file. */
async function readFully(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const octets = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(octets, filled, length - filled, offset + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return octets.subarray(0, filled);
}
