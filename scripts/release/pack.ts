import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { run } from './run.ts';

/** How hard something is compressed; what is only tried need not be small. */
export type Compression = 'small' | 'quick';

interface PackOptions {
  /** Seconds since 1970. */
  readonly epoch: number;
  readonly compression?: Compression;
}

/** Packs a folder the same way each time: sorted, owned by root, all of one time. */
export async function packFolder(
  folder: string,
  file: string,
  { epoch, compression = 'small' }: PackOptions,
): Promise<void> {
  const tar = `${file}.tar`;
  await tarFiles(dirname(folder), [basename(folder)], { file: tar, epoch });
  const gzip = createGzip({ level: compression === 'small' ? 9 : 1 });
  await pipeline(createReadStream(tar), gzip, createWriteStream(file));
  await rm(tar);
}

/** The same without compression, of files and folders in a folder. */
export async function tarFiles(
  folder: string,
  names: readonly string[],
  { file, epoch }: { readonly file: string; readonly epoch: number },
): Promise<void> {
  const same = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--format=gnu'];
  await run('tar', ['-c', ...same, `--mtime=@${epoch}`, '-f', file, '-C', folder, ...names]);
}

/** Gives everything below a folder one time, seconds since 1970. */
export async function setTimes(folder: string, epoch: number): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) await utimes(join(entry.parentPath, entry.name), epoch, epoch);
  }
  await utimes(folder, epoch, epoch);
}

/** Writes `SHA256SUMS`, as `sha256sum -c` reads it, of all files in a folder. */
export async function writeChecksums(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name !== 'SHA256SUMS').sort();
  const lines = await Promise.all(
    names.map(async (name) => `${await digestOf(join(folder, name))}  ${name}\n`),
  );
  await writeFile(join(folder, 'SHA256SUMS'), lines.join(''));
}

/** SHA-256, hex. */
export async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
