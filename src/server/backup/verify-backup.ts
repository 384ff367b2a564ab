import type { Header } from './format/header.ts';
import type { Totals } from './format/records.ts';
import { type OpenBackup, withBackup } from './open-backup.ts';

/** What is in a backup. */
export interface VerifiedBackup {
  readonly header: Header;
  readonly totals: Totals;
}

/** Reads all of a backup, and says what is in it. Rejects as `withBackup` does, and with the signal's reason. */
export function verifyBackup(
  file: string,
  passphrase: string,
  signal: AbortSignal,
): Promise<VerifiedBackup> {
  return withBackup(file, passphrase, async (backup) => {
    return { header: backup.header, totals: await readThrough(backup, signal) };
  });
}

async function readThrough({ content }: OpenBackup, signal: AbortSignal): Promise<Totals> {
  for (;;) {
    signal.throwIfAborted();
    const { done, value } = await content.next();
    if (done) return value;
  }
}
