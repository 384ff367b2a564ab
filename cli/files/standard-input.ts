import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { CliDeps } from '../output/cli-deps.ts';
import { explainFile } from '../output/explain-file.ts';

/**
 * Does something with a file; with `-`, with one that holds all of standard input and is gone afterwards: what is
 * sent has to have a size, and may have to be sent again. Throws as `work` does, and `CommandError` if it cannot be kept.
 */
export async function withStandardInput(
  { stdin, signal }: CliDeps,
  file: string,
  work: (file: string) => Promise<void>,
): Promise<void> {
  if (file !== '-') return await work(file);
  const folder = await mkdtemp(join(tmpdir(), 'fulmar-'));
  try {
    const kept = join(folder, 'content');
    await pipeline(stdin, createWriteStream(kept, { mode: 0o600 }), { signal }).catch((error) => {
      throw signal.aborted ? signal.reason : explainFile(kept, error);
    });
    await work(kept);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
