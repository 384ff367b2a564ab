import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CommandError } from '../output/command-error.ts';
import { explainFile } from '../output/explain-file.ts';

/** Expects a regular file, which can be read more than once, and gives its status. Throws `CommandError`. */
export async function expectFile(file: string): Promise<Stats> {
  const status = await stat(file).catch((error: unknown) => {
    throw explainFile(file, error);
  });
  if (status.isFile()) return status;
  const reason = status.isDirectory() ? 'this is a folder' : 'this is not a file';
  throw new CommandError(`${file}: ${reason}.`);
}
