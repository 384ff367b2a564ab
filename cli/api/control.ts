import { request as send } from 'node:http';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { CommandError } from '../output/command-error.ts';
import { ApiProblem, problemOf } from './problem.ts';

/** Milliseconds for a command of the machine. */
const patience = 60_000;

/** Nobody listens on the control socket. */
export class NoServer extends CommandError {
  override readonly name = 'NoServer';
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no server runs on this folder. Name the data folder with --data, or start the server',
  ECONNREFUSED: 'no server runs on this folder any more. Start it',
  EINVAL: 'its path is too long for a socket. Name the data folder by a shorter path',
  EACCES: 'you may not ask it. Call as the user that the server runs as',
};

/**
 * Asks the server that runs on a data folder, by its `control.sock`, as whoever runs it. Gives the
 * answer, from JSON, which may take as long as it does where `limit` is null: the socket ends with the
 * server. Throws an `ApiProblem`, `NoServer`, and `CommandError` where it cannot be asked.
 */
export async function askControl(
  folder: string,
  command: string,
  body: object,
  signal: AbortSignal,
  limit: number | null = patience,
): Promise<unknown> {
  const socketPath = join(resolve(folder), 'control.sock');
  const { promise, resolve: done, reject } = Promise.withResolvers<unknown>();
  const how = { socketPath, path: `/${command}`, method: 'POST', signal, timeout: limit ?? 0 };
  const request = send(how, (response) => {
    const { statusCode: status = 0 } = response;
    text(response)
      .then((answer) =>
        status < 400 ? done(JSON.parse(answer)) : reject(controlProblemOf(status, answer)),
      )
      .catch(reject);
  });
  request.once('timeout', () => request.destroy(new CommandError('The server does not answer.')));
  request.once('error', (error) => {
    const code = `${Reflect.get(error, 'code')}`;
    const reason = reasons[code];
    const Kind = code === 'EACCES' ? CommandError : NoServer;
    if (signal.aborted) reject(signal.reason);
    else reject(reason ? new Kind(`${socketPath}: ${reason}.`) : error);
  });
  request.end(JSON.stringify(body));
  return await promise;
}

/** What a server of this machine refuses; one of another release does not know every command. */
export function controlProblemOf(status: number, answer: string): ApiProblem {
  const problem = problemOf(status, answer);
  if (problem.code !== 'not-found') return problem;
  const detail = 'The server of this machine does not know this command.';
  return new ApiProblem(status, { code: 'command-unknown', detail, errors: [] });
}
