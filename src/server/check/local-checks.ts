import { statfs } from 'node:fs/promises';
import type { Clock } from '../../base/clock.ts';
import type { Config } from '../configuration.ts';
import { readKeyPair } from '../key-pair.ts';
import { type BackupCheckDeps, backupCheck } from './backup-check.ts';
import { certificatesOf, expectChain, expectCurrent } from './certificates.ts';
import { type Check, Wrong } from './finding.ts';
import { checkPermissions } from './permission-checks.ts';

/** Octets that the disk of the data folder has to have left at least. */
const minRoom = 1024 ** 3;

/** Files that can be made there at least. */
const minFiles = 1000;

/** What can be looked at whether the server runs or not. */
export function localChecks(deps: BackupCheckDeps): readonly Check[] {
  const { config, clock } = deps;
  return [
    ['permissions', () => checkPermissions(config)],
    ['disk', () => checkDisk(config)],
    ['certificate', () => checkCertificate(config, clock)],
    ['mail server', () => checkMail(config)],
    backupCheck(deps),
  ];
}

/** The disks that the server writes to; a backup is never larger than what it is made of. */
async function checkDisk({ data, backupFolder }: Config): Promise<string> {
  const folders = backupFolder ? [data, backupFolder] : [data];
  const free: string[] = [];
  for (const folder of folders) {
    const found = await statfs(folder).catch(unlessBackups(folder === data));
    if (!found) continue;
    const { bavail, bsize, files, ffree } = found;
    const gibibytes = ((bavail * bsize) / 1024 ** 3).toFixed(1);
    const advice = 'Free room there, or move the folder to a larger disk.';
    if (bavail * bsize < minRoom) {
      throw new Wrong(`Only ${gibibytes} GiB are free for ${folder}.`, advice);
    }
    // Some file systems count no files.
    if (files > 0 && ffree < minFiles) {
      throw new Wrong(`Only ${ffree} files can still be made in ${folder}.`, advice);
    }
    free.push(`${gibibytes} GiB are free for ${folder}`);
  }
  return free.join(', ');
}

/** That there is no folder of backups is another finding. */
const unlessBackups = (isData: boolean) => (error: unknown) => {
  if (isData) throw error;
  return null;
};

async function checkCertificate({ tls, url }: Config, clock: Clock): Promise<string | null> {
  if (!tls) return null;
  const { cert } = await readKeyPair(tls);
  const chain = certificatesOf(cert);
  for (const { validToDate } of chain) {
    expectCurrent(`A certificate in ${tls.cert}`, validToDate, clock(), 'Renew it.');
  }
  expectChain(tls.cert, chain);
  if (url && !chain[0]?.checkHost(url.hostname) && !chain[0]?.checkIP(url.hostname)) {
    throw new Wrong(`${tls.cert} is not for ${url.hostname}.`, 'Take one that names FULMAR_URL.');
  }
  const ends = Math.min(...chain.map(({ validToDate }) => validToDate.getTime()));
  return `${tls.cert} is good until ${new Date(ends).toISOString()}`;
}

async function checkMail({ smtp }: Config): Promise<string | null> {
  if (!smtp) return null;
  const { checkMailServer } = await import('../../outgoing/mail/send-mail.ts');
  try {
    await checkMailServer(smtp);
  } catch (cause) {
    const detail = `${smtp.host}:${smtp.port} takes no mail: ${cause instanceof Error ? cause.message : cause}.`;
    throw new Wrong(detail, 'Look at FULMAR_SMTP_URL, and at the way there.', { cause });
  }
  return `${smtp.host}:${smtp.port} takes mail`;
}
