import { rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Database } from '../../database/database.ts';
import {
  fillSqlite,
  foreignTables,
  type Refill,
  refillPostgres,
} from '../../database/dump/refill.ts';
import { knowsSchema } from '../../database/dump/schema-names.ts';
import { DatabaseDamagedError, databaseFault } from '../../database/errors.ts';
import { isDiskFull, makeDurable } from '../../storage/durable.ts';
import type { Config } from '../configuration.ts';
import { openDataFolder, secretKeyFile } from '../data-folder.ts';
import { openDatabase } from '../open-database.ts';
import { describeImagePlace } from '../open-image-place.ts';
import { expectAlone } from './expect-alone.ts';
import { expectReplaceable } from './expect-replaceable.ts';
import type { Preface } from './format/records.ts';
import { refused } from './format/refused.ts';
import { withBackup } from './open-backup.ts';
import { type Refilled, type RefillPlace, refillFrom } from './refill-from.ts';
import type { VerifiedBackup } from './verify-backup.ts';

export interface RestoreOptions {
  readonly file: string;
  readonly passphrase: string;
  /** Whether a database that is there already goes. */
  readonly replace: boolean;
  /** Whether the images may be in another place than is set now; those that are not there are forgotten. */
  readonly forgetImages: boolean;
  /** Ends it, and leaves what was there. */
  readonly signal: AbortSignal;
}

/** What was restored, and what of it was not found. */
export type RestoredBackup = VerifiedBackup & Refilled;

/**
 * Makes the database of this server from a backup, while no server runs: all of it, or, where anything
 * fails, nothing. Everything automatic is paused then. Rejects with `backup-refused`, and the signal's reason.
 */
export async function restoreBackup(
  into: RefillPlace,
  { file, passphrase, replace, forgetImages, signal }: RestoreOptions,
): Promise<RestoredBackup> {
  const { data, database } = into.config;
  return await withBackup(file, passphrase, async (backup) => {
    const { header, preface } = backup;
    if (!(await knowsSchema('url' in database ? 'postgresql' : 'sqlite', preface.schema))) {
      const message = `The backup is of release ${header.version}, which is newer than this program: install that one, or a later one.`;
      throw refused(message);
    }
    if (!forgetImages) expectImages(preface, into.config);
    await openDataFolder(data, { purpose: 'server', database });
    const { refill, refilled } = refillFrom(into, backup, signal);
    const hadKey = (await stat(secretKeyFile(data)).catch(() => null)) !== null;
    const how = { replace, now: into.clock(), stands: false };
    try {
      if ('url' in database) await intoPostgres(database.url, refill, replace);
      else await intoFile(database.file, refill, how);
    } catch (error) {
      if (!hadKey && !how.stands) await rm(secretKeyFile(data), { force: true });
      const isFull = isDiskFull(error) || databaseFault(error) === 'full';
      throw isFull ? refused('The disk is full: nothing was restored.', error) : error;
    }
    return { header, ...(await refilled) };
  });
}

/** Throws `backup-refused` if a backup refers to images in a different place than is set now. */
function expectImages({ elsewhere }: Preface, config: Config): void {
  if (!elsewhere || elsewhere.images === 0) return;
  const place = describeImagePlace(config);
  if (place === elsewhere.place) return;
  const set = place === null ? 'FULMAR_IMAGES is not set' : `FULMAR_IMAGES names ${place}`;
  throw refused(
    `The backup refers to ${elsewhere.images} images in ${elsewhere.place}, but here ${set}. ` +
      'Set FULMAR_IMAGES as it was, or, if they have moved or are lost, restore with --forget-images, ' +
      'which forgets only those that are not found here.',
  );
}

interface Replacing {
  readonly replace: boolean;
  readonly now: Date;
  /** Whether what was restored is in its place, whatever fails afterwards: its key stays, then. */
  stands: boolean;
}

/** The database that is there; null: it is damaged, and is to be replaced. Throws `backup-refused`. */
async function openFormer(file: string, replace: boolean): Promise<Database | null> {
  try {
    return await openDatabase({ file });
  } catch (error) {
    if (!(error instanceof DatabaseDamagedError)) throw error;
    if (replace) return null;
    const how =
      'With --replace it is kept under another name, and what the backup holds takes its place.';
    throw refused(`${error.message} ${how}`, error);
  }
}

/** Leaves a damaged database beside the new one: somebody may read something of it. */
async function keepDamaged(file: string, now: Date): Promise<void> {
  const kept = `${file}.damaged-${now.toISOString().replaceAll(':', '-')}`;
  for (const suffix of ['', ...journals]) {
    await rename(`${file}${suffix}`, `${kept}${suffix}`).catch(unlessMissing);
  }
}

function unlessMissing(error: unknown): void {
  if (Reflect.get(Object(error), 'code') !== 'ENOENT') throw error;
}

/** Beside the database that is there, which takes its place only once it is whole. */
async function intoFile(file: string, refill: Refill, how: Replacing): Promise<void> {
  const isNew = (await stat(file).catch(() => null)) === null;
  // While it is open no server has it; when it is closed, all of it is in the one file.
  const former = await openFormer(file, how.replace);
  const aside = `${file}.restoring`;
  try {
    if (former) await expectReplaceable(former, how.replace);
    await removeDatabase(aside);
    const database = await openDatabase({ file: aside });
    try {
      await fillSqlite(database, refill);
    } finally {
      await database.close();
    }
    await expectWhole(aside);
    await makeDurable(aside);
    if (former) await former.close();
    else await keepDamaged(file, how.now);
    // What the former one did not get into its file would be read as the new one's.
    for (const suffix of journals) await rm(`${file}${suffix}`, { force: true });
    await rename(aside, file);
    how.stands = !isNew;
    await makeDurable(dirname(file));
  } catch (error) {
    await former?.close();
    await removeDatabase(aside);
    if (isNew) await removeDatabase(file);
    throw error;
  }
}

/** SQLite closes a file that it could not bring up to date, as on a full disk, without a word. */
async function expectWhole(file: string): Promise<void> {
  const left = await stat(`${file}-wal`).catch(() => null);
  if (left && left.size > 0)
    throw refused('The disk did not take all of it: nothing was restored.');
}

const journals = ['-wal', '-shm', '-journal'];

async function removeDatabase(file: string): Promise<void> {
  for (const suffix of ['', ...journals]) await rm(`${file}${suffix}`, { force: true });
}

/** Throws `backup-refused` where somebody else's tables are there, too: all in the schema are replaced. */
async function expectOwnTables(database: Database): Promise<void> {
  const foreign = await foreignTables(database);
  if (foreign.length === 0) return;
  const some = foreign.slice(0, 5).join(', ');
  throw refused(
    `The database holds ${foreign.length} tables that are not Fulmar's (${some}). ` +
      'Give Fulmar a database of its own: FULMAR_DATABASE_URL says which.',
  );
}

async function intoPostgres(url: string, refill: Refill, replace: boolean): Promise<void> {
  const database = await openDatabase({ url });
  try {
    await expectAlone(database);
    await expectOwnTables(database);
    await expectReplaceable(database, replace);
    await refillPostgres(database, refill);
  } finally {
    await database.close();
  }
}
