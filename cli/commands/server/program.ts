import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { controlProblemOf } from '../../api/control.ts';
import { CommandError } from '../../output/command-error.ts';
import type { LocalServer } from './local-server.ts';

/**
 * Has the server's program carry out a command while it does not serve. Gives the answer, from JSON.
 * Throws an `ApiProblem`, and `CommandError` where the program cannot be started.
 */
export async function askProgram(
  { folder, environment, program }: LocalServer,
  command: string,
  body: object,
  signal: AbortSignal,
): Promise<unknown> {
  const child = spawn(program, ['control', command], {
    env: 'passphrase' in body ? withoutPassphrase(environment) : { ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
    signal,
    killSignal: 'SIGTERM',
  });
  const failed = once(child, 'error').then(([error]) => {
    signal.throwIfAborted();
    const away = `No server runs on ${folder}, and ${program} cannot be started`;
    const how = 'name the data folder of another one with --data, or the program with --program';
    throw new CommandError(`${away}: ${how}.`, undefined, { cause: error });
  });
  child.stdin.on('error', () => {}); // it ended before it was told all, and says why
  child.stdin.end(JSON.stringify(body));
  const ended = Promise.all([text(child.stdout), once(child, 'close')]);
  const [answer, [code]] = await Promise.race([ended, failed]);
  if (code === 0) return JSON.parse(answer);
  throw controlProblemOf(422, answer);
}

/** The one that counts is in the body; the settings may have another one, in a file. */
function withoutPassphrase(environment: LocalServer['environment']) {
  const own = Object.entries(environment).filter(([name]) => !name.startsWith('FULMAR_BACKUP'));
  return Object.fromEntries(own);
}
