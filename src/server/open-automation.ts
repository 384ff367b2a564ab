import { Automation } from '../hosts/automation/automation.ts';
import { recognizeFolder, renewGeneration } from '../hosts/automation/recognize-folder.ts';
import { repeat, sparingLog } from './replicas.ts';
import type { ServerDeps } from './server-deps.ts';

/** What tells whether anything is done that nobody asks for: not where something was restored. */
export async function openAutomation(deps: ServerDeps): Promise<Automation> {
  const { database, clock, folder, replica, log } = deps;
  const automation = new Automation(database, clock);
  const why = await recognizeFolder({ database, folder, replica, automation });
  if (why !== null) log.warn({ why }, 'everything automatic is paused');
  else if (await automation.isPaused()) log.warn('everything automatic is still paused');
  return automation;
}

/** Milliseconds after which a copy of the database or the folder is known as older. */
const renewInterval = 60_000;

/** Milliseconds that this may take: a stop waits for no database that is away. */
const renewTime = 2_000;

/** Has copies of database and folder known as older, those too that are made before a stop. */
export function renewGenerations(deps: ServerDeps): AsyncDisposable {
  const sparing = sparingLog(deps.log);
  const renew = () =>
    renewGeneration(deps, AbortSignal.timeout(renewTime)).catch((error) =>
      sparing.report(error, 'older copies of the database would not be noticed'),
    );
  const renewing = new AsyncDisposableStack();
  renewing.defer(renew);
  renewing.use(repeat(deps.timer, renewInterval, renew));
  return renewing;
}
