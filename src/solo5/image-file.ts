import { type FileHandle, open } from 'node:fs/promises';
import { type RandomAccess, readImage, type Solo5Image } from './image.ts';

/**
 * As `readImage`, from a path, or from an open file, whose position stays and which stays open.
 * Throws `ImageError`, and the errors of the file system.
 */
export async function readImageFile(file: string | FileHandle): Promise<Solo5Image> {
  if (typeof file !== 'string') return readImage(await fileAccess(file));
  await using handle = await open(file);
  return await readImage(await fileAccess(handle));
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
