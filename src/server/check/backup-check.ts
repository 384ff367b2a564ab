import { access, constants, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import type { Database } from '../../database/database.ts';
import { newestBackup, timeOf } from '../backup/schedule.ts';
import { troubleTold } from '../backup/tell-backups.ts';
import type { Config } from '../configuration.ts';
import { type Check, Wrong } from './finding.ts';

/** Looks at the backups that are made by themselves; null: the database cannot say why one was not. */
export function backupCheck(config: Config, clock: Clock, database: Database | null): Check {
  const { backupFolder: folder, backupInterval } = config;
  return [
    'backups',
    async () => {
      if (!folder) return null;
      const newest = await readNewest(folder, clock());
      const trouble = database && (await troubleTold(database.em()).catch(() => null));
      const why = trouble?.kind === 'failed' ? trouble.why : null;
      const advice =
        why ?? 'Look for "the scheduled backup was not made" in the log of the server.';
      if (!newest) throw new Wrong(`There is no backup in ${folder}.`, advice);
      const age = clock().getTime() - timeOf(newest).getTime();
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

/** The newest backup of a folder that the next one can be put into. */
async function readNewest(folder: string, now: Date): Promise<string | null> {
  try {
    await access(folder, constants.W_OK);
    return await newestBackup(folder, now);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : `${cause}`;
    const advice =
      'Make it, owned by the server’s user; outside of the data folder, name it to the unit (ReadWritePaths=).';
    throw new Wrong(`The folder of backups cannot be used: ${reason}.`, advice, { cause });
  }
}
