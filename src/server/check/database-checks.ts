import { randomUUID } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import { monotonicClock } from '../../base/clock.ts';
import type { Database } from '../../database/database.ts';
import { compareSchema } from '../../database/dump/schema-names.ts';
import { WriteProbe } from '../../database/write-probe.ts';
import { Automation } from '../../hosts/automation/automation.ts';
import { type Check, Wrong } from './finding.ts';

/** What a database is looked at for. `server`: who writes. */
export function databaseChecks(
  database: Database,
  clock: Clock,
  server: string = randomUUID(),
): readonly Check[] {
  return [
    ['schema', () => checkSchema(database)],
    ['database', () => checkWrites(database, server)],
    ['automation', () => checkAutomation(new Automation(database, clock))],
  ];
}

async function checkSchema(database: Database): Promise<string> {
  const { pending, unknown } = await compareSchema(database);
  if (unknown > 0) {
    const detail = `The database is newer than this program by ${countChanges(unknown)}.`;
    throw new Wrong(detail, 'Install the release that has used it, or a later one.');
  }
  if (pending === 0) return 'the tables are those of this program';
  throw new Wrong(
    `The tables are older than this program by ${countChanges(pending)}.`,
    'Make a backup with the release that has used them last, then start this one: docs/upgrading.md.',
  );
}

const countChanges = (count: number) => (count === 1 ? 'one change' : `${count} changes`);

async function checkWrites(database: Database, server: string): Promise<string> {
  await new WriteProbe({ database, now: monotonicClock, server }).check();
  return 'it takes writes';
}

async function checkAutomation(automation: Automation): Promise<string> {
  const pause = await automation.pauseNow();
  if (!pause) return 'it acts by itself';
  throw new Wrong(
    `Everything automatic is paused since ${pause.since.toISOString()}: ${pause.reason}`,
    'Look at the hosts, and press Resume on the page Hosts.',
  );
}
