import { randomUUID } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { systemClock } from '../../base/clock.ts';
import { Problem } from '../../base/errors.ts';
import { createLogger } from '../../base/log.ts';
import { systemTimer } from '../../base/timer.ts';
import { backupCommand } from '../backup/backup-command.ts';
import { openStopped } from '../backup/open-stopped.ts';
import { restoreCommand } from '../backup/restore-command.ts';
import { checkStopped } from '../check/check-stopped.ts';
import { readConfig } from '../configuration.ts';
import { explainFailure } from '../explain-failure.ts';
import { type ControlCommand, type ControlRequest, describeProblem } from './answer-control.ts';
import { expectOwner } from './expect-owner.ts';
import { stoppedAdmin } from './stopped-admin.ts';
import { stoppedImport } from './stopped-import.ts';
import type { StoppedPlace } from './stopped-parts.ts';

export interface CommandDeps {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly signal: AbortSignal;
}

/**
 * Carries out a command of the control socket where no server runs: the body comes on standard input,
 * the answer, or the problem, goes to standard output. Gives the exit code, and never rejects.
 */
export async function runCommand(name: string, deps: CommandDeps): Promise<0 | 1> {
  const { environment, stdin, stdout, signal } = deps;
  try {
    const command = offline(environment).get(name);
    if (!command) throw new Problem('not-found', 'This program has no such command.');
    const body: unknown = JSON.parse(await text(stdin));
    stdout.write(`${JSON.stringify(await command({ body, requestId: randomUUID(), signal }))}\n`);
    return 0;
  } catch (error) {
    const problem =
      error instanceof Problem ? error : new Problem('internal', explainFailure(error));
    stdout.write(`${JSON.stringify(describeProblem(problem))}\n`);
    return 1;
  }
}

/** What can be done on the files alone. */
function offline(environment: CommandDeps['environment']): ReadonlyMap<string, ControlCommand> {
  const place = async () => {
    const config = readConfig(environment);
    await expectOwner(config.data);
    return { config, clock: systemClock, timer: systemTimer, log: createLogger('silent') };
  };
  const onDatabase = (
    commandOn: (place: StoppedPlace, open: AsyncDisposableStack) => Promise<ControlCommand>,
  ) => {
    return async (request: ControlRequest) => {
      await using open = new AsyncDisposableStack();
      const { log, ...closed } = await place();
      const command = await commandOn({ ...(await openStopped(closed, open)), log }, open);
      return await command(request);
    };
  };
  return new Map<string, ControlCommand>([
    ['admin/create', onDatabase((at) => stoppedAdmin('admin/create', at))],
    ['admin/reset-password', onDatabase((at) => stoppedAdmin('admin/reset-password', at))],
    ['server/backup', onDatabase(async (at) => backupCommand(at))],
    ['server/check', () => checkStopped(environment)],
    ['server/import', onDatabase(stoppedImport)],
    ['server/restore', async (request) => restoreCommand(await place())(request)],
  ]);
}
