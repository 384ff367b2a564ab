import { stat } from 'node:fs/promises';
import { systemClock } from '../../base/clock.ts';
import type { Database } from '../../database/database.ts';
import { DatabaseDamagedError } from '../../database/errors.ts';
import { createSend } from '../../outgoing/send.ts';
import { type Config, ConfigError, readConfig } from '../configuration.ts';
import { expectOwner } from '../control/expect-owner.ts';
import { explainFailure } from '../explain-failure.ts';
import { openDatabase } from '../open-database.ts';
import { proxyOf } from '../proxy.ts';
import { databaseChecks } from './database-checks.ts';
import { type Finding, findAll, Wrong } from './finding.ts';
import { localChecks } from './local-checks.ts';
import { releaseCheck } from './release-check.ts';
import { settingsChecks } from './settings-checks.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Looks at what can be wrong with a server that does not run: its hosts are not asked. */
export async function checkStopped(environment: Environment): Promise<object> {
  return { running: false, findings: await findings(environment) };
}

async function findings(environment: Environment): Promise<Finding[]> {
  const read = readSettings(environment);
  if (read instanceof ConfigError) return read.faults.map(asFinding);
  await expectOwner(read.data);
  const send = createSend({ proxy: proxyOf(read) });
  return [
    ...(await findAll(settingsChecks(read, 'it can be used'))),
    ...(await withDatabase(read, async (database) =>
      findAll([
        ...(database ? databaseChecks(database, systemClock) : []),
        ...localChecks({ config: read, clock: systemClock, database }),
        releaseCheck(read, send),
      ]),
    )),
  ];
}

function readSettings(environment: Environment): Config | ConfigError {
  try {
    return readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}

const asFinding = (detail: string): Finding => ({
  ...{ check: 'configuration', state: 'wrong', detail },
  advice: 'Change this setting; docs/configuration.md explains all of them.',
});

function adviceOn(at: Config['database'], error: unknown): string {
  if ('url' in at) return 'Look at FULMAR_DATABASE_URL, and whether the database runs.';
  if (error instanceof DatabaseDamagedError) {
    return 'Put the newest backup back: fulmar server restore FILE --replace, which keeps the damaged file.';
  }
  return 'If a server has only just started, try again. Otherwise check whether another process has the file open, and who owns the file and its folder.';
}

/** What `look` finds with the database, or without it, and then why it cannot be had. */
async function withDatabase(
  { database: at }: Config,
  look: (database: Database | null) => Promise<Finding[]>,
): Promise<Finding[]> {
  const without = async (wrong: Wrong) => [
    ...(await findAll([['database', () => Promise.reject(wrong)]])),
    ...(await look(null)),
  ];
  if ('file' in at && !(await stat(at.file).catch(() => null))) {
    const advice = 'Start the server, which makes it; or name the data folder with --data.';
    return await without(new Wrong(`There is no ${at.file}.`, advice));
  }
  let database: Database;
  try {
    database = await openDatabase(at);
  } catch (error) {
    return await without(new Wrong(explainFailure(error), adviceOn(at, error)));
  }
  try {
    return await look(database);
  } finally {
    await database.close();
  }
}
