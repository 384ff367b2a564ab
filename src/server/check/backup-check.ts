import { access, constants, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import type { Database } from '../../database/database.ts';
import { newestBackup, timeOf } from '../backup/schedule.ts';
import { troubleTold } from '../backup/tell-backups.ts';
import { isBackingUp } from '../backup/write-backup.ts';
import type { Config } from '../configuration.ts';
import { type Check, Wrong } from './finding.ts';

/** What the check of the backups looks at. */
export interface BackupCheckDeps {
  readonly config: Config;
  readonly clock: Clock;
  /** null: it cannot say why a backup was not made. */
  readonly database: Database | null;
  /** When a server that runs looks for the first time whether one is due; none runs where it is left out. */
  readonly firstLook?: Date | undefined;
}

/** Looks at the backups that are made by themselves. */
export function backupCheck({ config, clock, database, firstLook }: BackupCheckDeps): Check {
  const { backupFolder: folder, backupInterval } = config;
  return [
    'backups',
    async () => {
      if (!folder) return null;
      const isToCome = firstLook !== undefined && clock() < firstLook;
      const newest = await readNewest(folder, clock(), isToCome);
      const trouble = database && (await troubleTold(database.em()).catch(() => null));
      const why = trouble?.kind === 'failed' ? trouble.why : null;
      const advice =
        why ?? 'Look for "the scheduled backup was not made" in the log of the server.';
      const age = newest ? clock().getTime() - timeOf(newest).getTime() : Number.POSITIVE_INFINITY;
      // The server has only just started, and has not looked yet whether one is due.
      if (!trouble && isToCome && age >= backupInterval) {
        return `the next is made at ${firstLook.toISOString()}, a few minutes after the start`;
      }
      if (!newest && database && isBackingUp({ database })) return 'the first is being made';
      if (!newest) throw new Wrong(`There is no scheduled backup in ${folder}.`, advice);
      if (age > 2 * backupInterval) throw new Wrong(`The newest backup is ${newest}.`, advice);
      if (why !== null) throw new Wrong('The last one could not be made.', why);
      if (trouble) throw new Wrong(trouble.why, lackingAdvice);
      const { size } = await stat(join(folder, newest));
      if (size === 0)
        throw new Wrong(`${join(folder, newest)} is empty.`, 'Remove it, and look at the disk.');
      return `the newest is ${newest}`;
    },
  ];
}

const lackingAdvice =
  'Check that FULMAR_IMAGES, or the folders images and consoles in the data folder, are as they were: a disk may not be mounted, or the bucket may be a different one. Older backups may still hold what is missing: copy them elsewhere.';

/** The newest backup of a folder that the next one can be put into; the first one makes the folder. */
async function readNewest(folder: string, now: Date, isToCome: boolean): Promise<string | null> {
  try {
    await access(folder, constants.W_OK);
    return await newestBackup(folder, now);
  } catch (cause) {
    if (isToCome && Reflect.get(Object(cause), 'code') === 'ENOENT') return null;
    const reason = cause instanceof Error ? cause.message : `${cause}`;
    const advice =
      'Make it, owned by the server’s user; outside of the data folder, name it to the unit (ReadWritePaths=).';
    throw new Wrong(`The folder of backups cannot be used: ${reason}.`, advice, { cause });
  }
}
