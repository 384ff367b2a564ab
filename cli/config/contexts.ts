import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { CommandError } from '../output/command-error.ts';

/** `token` is null where the keyring has it. */
const contextSchema = z.object({ server: z.url(), token: z.string().nullable() });

const contextsSchema = z.object({
  /** The name of the one that is used where none is named. */
  current: z.string().nullable(),
  contexts: z.record(z.string(), contextSchema),
});

/** The servers that somebody signed in to, each with its token, by names. */
export type Contexts = z.output<typeof contextsSchema>;

const none: Contexts = { current: null, contexts: {} };

/** Reads the contexts; none where there is no file yet. Throws `CommandError` for one that is broken. */
export async function readContexts(file: string): Promise<Contexts> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (Reflect.get(Object(error), 'code') === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return none;
  try {
    return contextsSchema.parse(JSON.parse(text));
  } catch (error) {
    const message = `${file} cannot be read: remove it, and sign in again.`;
    throw new CommandError(message, undefined, { cause: error });
  }
}

/** Writes the contexts whole, readable for their owner alone. */
export async function writeContexts(file: string, contexts: Contexts): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const aside = `${file}.${randomUUID()}`;
  try {
    await writeNew(aside, `${JSON.stringify(contexts, null, 2)}\n`);
    await rename(aside, file);
  } finally {
    await rm(aside, { force: true });
  }
}

async function writeNew(file: string, text: string): Promise<void> {
  await using handle = await open(file, 'wx', 0o600);
  await handle.writeFile(text);
}
