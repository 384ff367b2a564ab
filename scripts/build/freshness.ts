import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Whether a file exists and is not older than any of its sources, which are files and folders of the repository. */
export async function isCurrent(file: string, sources: readonly string[]): Promise<boolean> {
  const built = await changedAt(file);
  if (built === null) return false;
  const times = await Promise.all(sources.map((source) => newestBelow(join(root, source))));
  return built >= Math.max(...times);
}

/** When a file was last changed, in milliseconds since 1970; null if it does not exist. */
export async function changedAt(file: string): Promise<number | null> {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    if (Reflect.get(Object(error), 'code') === 'ENOENT') return null;
    throw error;
  }
}

/** Whether a development tool is installed: `npm ci --omit=dev` leaves them out. */
export async function hasTool(load: () => Promise<unknown>): Promise<boolean> {
  try {
    await load();
    return true;
  } catch (error) {
    if (Reflect.get(Object(error), 'code') === 'ERR_MODULE_NOT_FOUND') return false;
    throw error;
  }
}

async function newestBelow(path: string): Promise<number> {
  const status = await stat(path);
  if (!status.isDirectory()) return status.mtimeMs;
  const names = await readdir(path);
  const times = await Promise.all(names.map((name) => newestBelow(join(path, name))));
  return Math.max(status.mtimeMs, ...times);
}
