import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { explainFile } from '../../output/explain-file.ts';

/** SHA-256 of a file, hex. Throws `CommandError` where it cannot be read. */
export async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(file), hash);
  } catch (error) {
    throw explainFile(file, error);
  }
  return hash.digest('hex');
}
