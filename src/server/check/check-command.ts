import { firstLook } from '../backup/schedule.ts';
import type { ControlCommand } from '../control/answer-control.ts';
import type { ServerDeps } from '../server-deps.ts';
import type { Services } from '../services.ts';
import { databaseChecks } from './database-checks.ts';
import { findAll } from './finding.ts';
import { hostChecks } from './host-checks.ts';
import { localChecks } from './local-checks.ts';
import { releaseCheck } from './release-check.ts';
import { settingsChecks } from './settings-checks.ts';
import { urlCheck } from './url-check.ts';

type CheckDeps = Pick<ServerDeps, 'config' | 'database' | 'clock' | 'send' | 'replica'> &
  Pick<Services, 'hosts'>;

/** Looks at everything that can be wrong with a server that runs; made as it starts. */
export function checkCommand(deps: CheckDeps): ControlCommand {
  const { config, database, clock, send, replica } = deps;
  const look = firstLook(clock());
  return async ({ signal }) => {
    const checks = [
      ...settingsChecks(config, 'the server has started with it'),
      ...databaseChecks(database, clock, replica.id),
      ...localChecks({ config, clock, database, firstLook: look }),
      urlCheck(config, send, clock),
      releaseCheck(config, send),
      ...hostChecks(deps),
    ];
    return { running: true, findings: await findAll(checks, { signal }) };
  };
}
