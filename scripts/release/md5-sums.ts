import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Files whose changes are the administrator's own. */
const conffiles = /^etc\//;

/** Writes what `dpkg --verify` holds the files of a package against; MD5 is what it knows. */
export async function writeMd5Sums(image: string, to: string): Promise<void> {
  const entries = await readdir(image, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(image, join(entry.parentPath, entry.name)))
    .filter((name) => !name.startsWith('DEBIAN/') && !conffiles.test(name))
    .sort();
  let sums = '';
  for (const name of names) sums += `${await md5Of(join(image, name))}  ${name}\n`;
  await writeFile(to, sums);
}

async function md5Of(file: string): Promise<string> {
  const hash = createHash('md5');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
