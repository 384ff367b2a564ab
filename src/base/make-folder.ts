import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it that are missing, for their owner alone; nothing where it is there. Rejects with what
 * the system says. Not `mkdir` with `recursive`: that never ends where a file system takes no folders and says ENOENT, as
 * that of `/proc`.
 */
export async function makeFolder(folder: string): Promise<void> {
  const refusal = await makeOne(folder);
  if (refusal === null) return;
  const above = dirname(folder);
  if (!isCode(refusal, 'ENOENT') || above === folder || (await isThere(above))) throw refusal;
  await makeFolder(above);
  const again = await makeOne(folder);
  if (again !== null) throw again;
}

/** Why it could not be made; null where it is there. */
async function makeOne(folder: string): Promise<unknown> {
  try {
    await mkdir(folder, { mode: 0o700 });
    return null;
  } catch (error) {
    return isCode(error, 'EEXIST') && (await isFolder(folder)) ? null : error;
  }
}

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

const isFolder = (path: string) =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

const isCode = (error: unknown, code: string) => Reflect.get(Object(error), 'code') === code;
