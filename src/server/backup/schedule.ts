import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../../base/errors.ts';
import { makeFolder } from '../../base/make-folder.ts';
import { backupsLock } from '../../database/locks/lock-name.ts';
import type { Config } from '../configuration.ts';
import { repeat, sparingLog } from '../replicas.ts';
import type { ServerDeps } from '../server-deps.ts';
import { refused } from './format/refused.ts';
import { type Missing, tellFailed, tellMade } from './tell-backups.ts';
import { isBackingUp, unfinished, writeBackup } from './write-backup.ts';

/** Milliseconds after which is looked whether one is due. */
const lookInterval = 5 * 60_000;

/** When a server that starts at this time has looked for the first time whether a backup is due. */
export const firstLook = (start: Date): Date => new Date(start.getTime() + lookInterval);

type ScheduleDeps = Pick<ServerDeps, 'config' | 'database' | 'clock' | 'timer' | 'log' | 'locks'>;

/** What a file of ours is called, with the time at which it was made. */
const ownName = /^fulmar-(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)\.backup$/;

/** Makes a backup whenever one is due, into the folder of the settings, until disposed. */
export function scheduleBackups(deps: ScheduleDeps): AsyncDisposable {
  const { config, timer, log } = deps;
  const scheduled = new AsyncDisposableStack();
  const { backupFolder: folder, backupPassphrase: passphrase } = config;
  if (folder === null || passphrase === null) return scheduled;
  const sparing = sparingLog(log);
  const stopping = new AbortController();
  const { signal } = stopping;
  const failed = async (error: unknown) => {
    if (signal.aborted) return;
    sparing.report(error, 'the scheduled backup was not made');
    const reason = error instanceof Problem ? error.detail : 'See the log of the server.';
    await tellFailed(deps, reason);
  };
  const look = async () => {
    await backUpIfDue(deps, { folder, passphrase, signal })
      .then((missing) => (missing ? tellMade(deps, missing) : undefined))
      .catch(failed)
      .catch((error) => sparing.report(error, 'how scheduled backups do is not told'));
  };
  scheduled.use(repeat(timer, lookInterval, look));
  scheduled.defer(() => stopping.abort(new Error('the server stops')));
  return scheduled;
}

export interface Due {
  readonly folder: string;
  readonly passphrase: string;
  readonly signal: AbortSignal;
}

/**
 * Makes a backup if the newest is too old, then removes those beyond the number that is kept. Gives what the new backup
 * lacks; null: it made none. Rejects with `backup-refused`, and the signal's reason.
 */
export async function backUpIfDue(
  deps: ScheduleDeps,
  { folder, passphrase, signal }: Due,
): Promise<Missing | null> {
  const { config, clock, log, locks } = deps;
  await using lock = await locks.acquire(backupsLock, { wait: 0, signal });
  if (!lock) return null; // another server makes one
  if (isBackingUp(deps)) return null; // somebody has asked for one: the next look comes soon
  const now = clock();
  if (!(await prepareFolder(folder, now, config))) return null;
  const file = join(folder, nameOf(now));
  const contents = contentsOf(config);
  const { size, totals } = await writeBackup(deps, {
    ...{ file, passphrase, ...contents },
    signal: AbortSignal.any([signal, lock.lost]),
  });
  const missing = totals.missingOf ?? { image: 0, console: 0 };
  if (totals.missing === 0) log.info({ file, size }, 'a backup was made');
  else log.warn({ file, size, missing }, 'a backup was made, without contents that were not found');
  await removeOld(folder, nameOf(now), config).catch((error: unknown) => {
    log.error({ error, folder }, 'old backups were not removed');
  });
  return missing;
}

/** Makes the folder usable; says whether a backup is due in it. Throws `backup-refused`. */
async function prepareFolder(folder: string, now: Date, config: Config): Promise<boolean> {
  try {
    await makeFolder(folder);
    if (!(await isDue(folder, now, config.backupInterval))) return false;
    await removeUnfinished(folder);
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    throw refused(`The folder ${folder} cannot be used: ${error.message}.`, error);
  }
}

/**
 * The one that was just made, and read through, stays in any case. Those named by a clock that was ahead do not count:
 * otherwise they would push good ones out.
 */
async function removeOld(folder: string, made: string, config: Config): Promise<void> {
  const all = await madeBackups(folder);
  const others = all.filter((name) => timeOf(name) < timeOf(made));
  const beyond = others.slice(0, Math.max(0, others.length + 1 - config.backupsKept));
  for (const old of beyond) await rm(join(folder, old));
}

/** Whether none was made for so many milliseconds. */
async function isDue(folder: string, now: Date, interval: number): Promise<boolean> {
  const newest = await newestBackup(folder, now);
  return newest === null || now.getTime() - timeOf(newest).getTime() >= interval;
}

/** The name of the newest, null where there is none. One that is of the future says that a clock was wrong. */
export async function newestBackup(folder: string, now: Date): Promise<string | null> {
  return (await madeBackups(folder)).findLast((name) => timeOf(name) <= now) ?? null;
}

const contentsOf = ({ backupContents }: Config) => ({
  images: backupContents.includes('images'),
  consoles: backupContents.includes('consoles'),
});

/** The names of backups that were made into a folder by themselves, the oldest first. */
export async function madeBackups(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => ownName.test(name)).sort();
}

const nameOf = (time: Date) =>
  `fulmar-${time.toISOString().replaceAll(':', '-').replace(/\.\d+/, '')}.backup`;

/** When a file of that name was made. */
export function timeOf(name: string): Date {
  const [, day = '', time = ''] = /^fulmar-([\d-]+)T([\d-]+)Z/.exec(name) ?? [];
  return new Date(`${day}T${time.replaceAll('-', ':')}Z`);
}

/** What a kill has left. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith('.fulmar-') && name.endsWith(unfinished)) await rm(join(folder, name));
  }
}
