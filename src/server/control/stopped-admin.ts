import { AuditLog } from '../../audit/audit-log.ts';
import type { Logger } from '../../base/log.ts';
import { createSecretBox } from '../../database/secret-box.ts';
import { defaultPoliciesOfAccounts } from '../../hosts/policies/defaults/defaults-of-accounts.ts';
import { createIdentity } from '../../identity/create-identity.ts';
import { createSend } from '../../outgoing/send.ts';
import type { BackupPlace } from '../backup/source.ts';
import { secretKeysFor } from '../secret-keys.ts';
import { adminCommands } from './admin-commands.ts';
import type { ControlCommand } from './answer-control.ts';
import { linkAddress } from './link-address.ts';

/** The database of a server that does not run. */
export interface StoppedPlace extends BackupPlace {
  readonly log: Logger;
}

/** A command about accounts, on the database alone; the link that it gives works once the server runs. */
export async function stoppedAdmin(name: string, place: StoppedPlace): Promise<ControlCommand> {
  const { config, database, clock, log } = place;
  const keys = await secretKeysFor(config, database);
  const identity = createIdentity({
    ...{ database, clock, box: createSecretBox(keys), send: createSend() },
    ...{ signUpOpen: false, setupCode: '', belongings: [defaultPoliciesOfAccounts] },
  });
  const report = (error: unknown) => log.error({ error }, 'the audit is not written');
  const audit = new AuditLog({ database, clock, days: config.auditDays, report });
  const { url, bind, port, tls } = config;
  const listening = `${tls ? 'https' : 'http'}://${bind.includes(':') ? `[${bind}]` : bind}:${port}`;
  const address = linkAddress(url, listening);
  const command = adminCommands({ identity, audit, address }).get(name);
  if (!command) throw new TypeError(`there is no command ${name}`);
  return command;
}
