import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What was made, in lines: the version, and the files of the folder with their sizes. */
export async function tellRelease(folder: string, version: string): Promise<string> {
  const names = (await readdir(folder)).sort();
  const sizes = await Promise.all(
    names.map(async (name) => describeSize((await stat(join(folder, name))).size)),
  );
  const width = Math.max(...sizes.map((size) => size.length));
  const lines = names.map((name, index) => `  ${sizes[index]?.padStart(width)}  ${name}`);
  return [`Fulmar ${version} is in ${folder}:`, ...lines].join('\n');
}

const describeSize = (octets: number) =>
  octets < 1024 ** 2 ? `${Math.ceil(octets / 1024)} KiB` : `${(octets / 1024 ** 2).toFixed(1)} MiB`;
