import { readFile, realpath } from 'node:fs/promises';
import { debianNameOf } from './about.ts';
import { run } from './run.ts';

const packageName = 'libjemalloc2';

/** Where it is in a release: `packaging/fulmar-server` looks for it there. */
export const allocatorPlace = 'lib/libjemalloc.so.2';

/** jemalloc as the distribution of this machine has packaged it. */
export interface Allocator {
  /** Where the library is on this machine. */
  readonly file: string;
  /** Of the package, as `5.3.0-1`. */
  readonly version: string;
  /** The package in the way of purl. */
  readonly purl: string;
  /** The texts of its licences. */
  readonly licence: string;
}

/** Finds it for a processor; null where it is not installed. */
export async function findAllocator(arch: string): Promise<Allocator | null> {
  const architecture = debianNameOf(arch);
  const asked = `${packageName}:${architecture}`;
  const told = await run('dpkg-query', ['-W', asked]).catch(() => null);
  if (told === null) return null;
  const [, version = ''] = told.trim().split('\t');
  const files = (await run('dpkg-query', ['-L', asked])).split('\n');
  const library = files.find((file) => file.endsWith('/libjemalloc.so.2'));
  const copyright = files.find((file) => file.endsWith('/copyright'));
  if (!library || !copyright) return null;
  const distribution = (await run('sh', ['-c', '. /etc/os-release && echo "$ID"'])).trim();
  return {
    file: await realpath(library),
    version,
    purl: `pkg:deb/${distribution}/${packageName}@${version}?arch=${architecture}`,
    licence: await readFile(copyright, 'utf8'),
  };
}
