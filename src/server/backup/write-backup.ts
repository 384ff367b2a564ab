import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import { fileFault } from '../../base/file-fault.ts';
import { databaseFault } from '../../database/errors.ts';
import { isDiskFull, makeDurable } from '../../storage/durable.ts';
import { DataFolderError, snapshotCopy } from '../data-folder.ts';
import { ownVersion } from '../own-version.ts';
import { sealFrames } from './format/frames.ts';
import { type Header, headerLine, ownFormat } from './format/header.ts';
import { toLines } from './format/lines.ts';
import { newKey } from './format/passphrase-key.ts';
import { refused } from './format/refused.ts';
import { gatherRecords } from './gather-records.ts';
import type { BackupContents, BackupPlace } from './source.ts';
import { type VerifiedBackup, verifyBackup } from './verify-backup.ts';

export interface WriteOptions extends BackupContents {
  /** Where it goes, an absolute path at which nothing is yet. */
  readonly file: string;
  readonly passphrase: string;
  readonly signal: AbortSignal;
}

/** A backup that was made: it was opened with its passphrase, and all of it is there. */
export interface WrittenBackup extends VerifiedBackup {
  /** Octets. */
  readonly size: number;
}

/** The end of the name of a file that is not finished. */
export const unfinished = '.unfinished';

/**
 * Makes a backup while the server serves. The file has its name only once it is whole, on the disk and
 * verified. Rejects with `backup-refused` and the signal's reason, and leaves nothing then.
 */
export async function writeBackup(
  from: BackupPlace,
  options: WriteOptions,
): Promise<WrittenBackup> {
  const { file, passphrase } = options;
  if (await stat(file).catch(() => null)) throw refused(`${file} is there already.`);
  using _turn = takeTurn(from);
  const part = join(dirname(file), `.${basename(file)}.${randomUUID()}${unfinished}`);
  try {
    await removeLeft(file);
    await writePart(part, from, options);
    await makeDurable(part);
    const verified = await verifyBackup(part, passphrase, options.signal);
    const { size } = await stat(part);
    options.signal.throwIfAborted();
    await rename(part, file);
    await makeDurable(dirname(file));
    return { ...verified, size };
  } catch (error) {
    await rm(part, { force: true });
    throw explain(error, file, from);
  }
}

/** What a kill has left of a backup of this name. */
async function removeLeft(file: string): Promise<void> {
  const isLeft = (name: string) =>
    name.startsWith(`.${basename(file)}.`) && name.endsWith(unfinished);
  const left = (await readdir(dirname(file))).filter(isLeft);
  for (const name of left) await rm(join(dirname(file), name), { force: true });
}

/** Databases of which a backup is being made. */
const underWay = new WeakSet<object>();

/** Whether this process makes a backup of the database at present. */
export const isBackingUp = ({ database: { orm } }: Pick<BackupPlace, 'database'>): boolean =>
  underWay.has(orm);

/** Two at once would be in each other's way. Throws `backup-refused`. */
function takeTurn(from: BackupPlace): Disposable {
  const { orm } = from.database;
  if (isBackingUp(from)) throw refused('Another backup is being made: try again when it is done.');
  underWay.add(orm);
  return { [Symbol.dispose]: () => void underWay.delete(orm) };
}

async function writePart(part: string, from: BackupPlace, options: WriteOptions): Promise<void> {
  const { passphrase, images, consoles, signal } = options;
  const { key, how } = await newKey(passphrase);
  const createdAt = from.clock().toISOString();
  const head: Header = { ...ownFormat, version: ownVersion(), createdAt, key: how };
  const header = headerLine(head);
  const scratch = snapshotCopy(from.config.data);
  const records = gatherRecords(from, { images, consoles, scratch, signal });
  const level = { params: { [constants.ZSTD_c_compressionLevel]: 3 } };
  await pipeline(
    Readable.from(toLines(records)),
    createZstdCompress(level),
    async function* (content: AsyncIterable<Buffer>) {
      yield header;
      yield* sealFrames(content, { key, header });
    },
    createWriteStream(part, { mode: 0o600, flags: 'wx' }),
    { signal },
  );
}

function explain(error: unknown, file: string, { config }: BackupPlace): unknown {
  if (databaseFault(error) === 'full') {
    return refused(`The disk of ${config.data} has no room for a copy of the database.`, error);
  }
  if (isDiskFull(error)) {
    return refused(`The disk of ${dirname(file)} has no room for the backup.`, error);
  }
  if (error instanceof DataFolderError) return refused(error.message, error);
  if (!(error instanceof Error && 'syscall' in error)) return error;
  const hint =
    Reflect.get(error, 'code') === 'EROFS' || Reflect.get(error, 'code') === 'EACCES'
      ? ' The server may write only where its user and its unit let it, as in its data folder.'
      : '';
  return refused(`${file} cannot be written: ${fileFault(error)}.${hint}`, error);
}
