import { resealChannels } from '../audit/channels/settings.ts';
import { resealMails } from '../database/mails/sealed-content.ts';
import { resealSecrets } from '../external-credentials/sealing.ts';
import { resealKeys } from '../hosts/reseal-keys.ts';
import { resealSshKeys } from '../hosts/ssh-keys/ssh-keys.ts';
import { resealAnswers } from '../http/idempotency/answer-seal.ts';
import { resealValues } from '../secrets/sealing.ts';
import { resealChecks } from '../unikernels/health/reseal-checks.ts';
import { resealUnikernels } from '../unikernels/registry/reseal-unikernels.ts';
import { resealReleases } from '../unikernels/releases/reseal-releases.ts';
import { resealConfigs } from '../unikernels/reseal-configs.ts';
import type { ServerDeps } from './server-deps.ts';

/** Seals with the newest key what an older one has sealed, which then need not be given any more. */
export async function reseal({
  database,
  box,
  log,
}: Pick<ServerDeps, 'database' | 'box' | 'log'>): Promise<void> {
  const hosts = await resealKeys(database, box);
  if (hosts > 0) log.info({ hosts }, 'keys of hosts are sealed with the newest key');
  const sshKeys = await resealSshKeys(database, box);
  if (sshKeys > 0) log.info({ sshKeys }, 'keys for new hosts are sealed with the newest key');
  const answers = await resealAnswers(database, box);
  if (answers > 0) log.info({ answers }, 'kept answers are sealed with the newest key');
  const credentials = await resealSecrets(database, box);
  if (credentials > 0) {
    log.info({ credentials }, 'external credentials are sealed with the newest key');
  }
  const releases = await resealReleases(database, box);
  if (releases > 0) log.info({ releases }, 'releases are sealed with the newest key');
  const unikernels = await resealUnikernels(database, box);
  if (unikernels > 0) log.info({ unikernels }, 'unikernels are sealed with the newest key');
  const checked = await resealChecks(database, box);
  if (checked > 0) log.info({ unikernels: checked }, 'checks are sealed with the newest key');
  const secrets = await resealValues(database, box);
  if (secrets > 0) log.info({ secrets }, 'secrets are sealed with the newest key');
  const mails = await resealMails(database, box);
  if (mails > 0) log.info({ mails }, 'mails are sealed with the newest key');
  const channels = await resealChannels(database, box);
  if (channels > 0) log.info({ channels }, 'channels are sealed with the newest key');
  const deployments = await resealConfigs(database, box);
  if (deployments > 0) log.info({ deployments }, 'deployments are sealed with the newest key');
}
