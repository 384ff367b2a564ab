import { AuditLog } from '../../audit/audit-log.ts';
import { adminCommands } from './admin-commands.ts';
import type { ControlCommand } from './answer-control.ts';
import { type StoppedPlace, stoppedParts } from './stopped-parts.ts';

/** A command about accounts, on the database alone; the link that it gives works once the server runs. */
export async function stoppedAdmin(name: string, place: StoppedPlace): Promise<ControlCommand> {
  const { config, database, clock, log } = place;
  const { identity, address } = await stoppedParts(place);
  const report = (error: unknown) => log.error({ error }, 'the audit is not written');
  const audit = new AuditLog({ database, clock, days: config.auditDays, report });
  const command = adminCommands({ identity, audit, address }).get(name);
  if (!command) throw new TypeError(`there is no command ${name}`);
  return command;
}
