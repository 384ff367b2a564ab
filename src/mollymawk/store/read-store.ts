import * as z from 'zod';
import { explainIssue } from '../../base/explain-issue.ts';
import { readEntries } from './read-entries.ts';
import { StoreError } from './store-error.ts';
import { type Store, store } from './store-schema.ts';
import { unframe } from './unframe.ts';

const versioned = z.object({ version: z.int() });

/**
 * Reads mollymawk's data, versions 9 and 10, of a file. Throws `StoreError`, which repeats no value of it,
 * and what the file fails with.
 */
export async function readStore(file: AsyncIterable<Buffer>): Promise<Store> {
  const json = parseJson(await unframe(file));
  const { data } = versioned.safeParse(json);
  if (data) expectKnown(data.version);
  const read = store.safeParse(json, { error: explainIssue });
  if (read.success) return readEntries(read.data);
  const { path, message } = read.error.issues[0] ?? { path: [], message: '' };
  const where = path.length > 0 ? `${path.join('.')}: ` : '';
  throw new StoreError(`The data is not as mollymawk writes it: ${where}${message}.`);
}

function expectKnown(version: number): void {
  if (version === 9 || version === 10) return;
  const advice =
    version > 10
      ? 'it is of a newer mollymawk than this program knows'
      : 'start a mollymawk of 2026 with it once, which writes it anew';
  throw new StoreError(`The data has version ${version}, and 9 and 10 can be read: ${advice}.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What it complains of repeats what stands there, which may be a key.
    throw new StoreError('The data is no JSON.');
  }
}
