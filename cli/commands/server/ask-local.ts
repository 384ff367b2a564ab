import { askControl, NoServer } from '../../api/control.ts';
import { ApiProblem } from '../../api/problem.ts';
import { CommandError } from '../../output/command-error.ts';
import type { LocalServer } from './local-server.ts';
import { askProgram } from './program.ts';

/** Asks the running server; where none runs, its program does it on the files. */
export async function askLocal(
  server: LocalServer,
  command: string,
  body: object,
  signal: AbortSignal,
): Promise<unknown> {
  try {
    return await askControl(server.folder, command, body, signal, null);
  } catch (error) {
    if (!(error instanceof NoServer)) throw error;
    return await askProgram(server, command, body, signal);
  }
}

/** Has the program do what a running server would be in the way of. Throws `CommandError` where one runs. */
export async function askStopped(
  server: LocalServer,
  command: string,
  body: object,
  signal: AbortSignal,
): Promise<unknown> {
  const runs = await askControl(server.folder, 'none', {}, signal).then(
    () => true,
    (error: unknown) => {
      if (error instanceof ApiProblem) return true; // which knows no such command
      if (error instanceof NoServer) return false;
      throw error;
    },
  );
  if (runs) throw new CommandError(`A server runs on ${server.folder}: stop it first.`);
  return await askProgram(server, command, body, signal);
}
