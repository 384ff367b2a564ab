import { readFile } from 'node:fs/promises';
import { explainFile } from '../output/explain-file.ts';

/** What is in a file. Throws `CommandError` where it cannot be read. */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw explainFile(file, error);
  }
}
