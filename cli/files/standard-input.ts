import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { CliDeps } from '../output/cli-deps.ts';
import { explainFile } from '../output/explain-file.ts';

/**
 * Calls `work` with a file; for `-`, with a temporary file that holds all of standard input, since an upload needs a
 * size and may have to be repeated. Throws what `work` throws, and `CommandError` if the file cannot be written.
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
