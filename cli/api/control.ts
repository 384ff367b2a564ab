import { request as send } from 'node:http';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { CommandError } from '../output/command-error.ts';
import { problemOf } from './problem.ts';

/** Milliseconds for a command of the machine. */
const patience = 60_000;

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no server runs on this folder. Name the data folder with --data, or start the server',
  ECONNREFUSED: 'no server runs on this folder any more. Start it',
  EACCES: 'you may not ask it. Call as the user that the server runs as',
};

/**
 * Asks the server that runs on a data folder, by its `control.sock`, as whoever runs it. Gives the
 * answer, from JSON. Throws an `ApiProblem`, and `CommandError` where no server is there.
 */
export async function askControl(
  folder: string,
  command: string,
  body: object,
  signal: AbortSignal,
): Promise<unknown> {
  const socketPath = join(resolve(folder), 'control.sock');
  const { promise, resolve: done, reject } = Promise.withResolvers<unknown>();
  const how = { socketPath, path: `/${command}`, method: 'POST', signal, timeout: patience };
  const request = send(how, (response) => {
    const { statusCode: status = 0 } = response;
    text(response)
      .then((answer) =>
        status < 400 ? done(JSON.parse(answer)) : reject(problemOf(status, answer)),
      )
      .catch(reject);
  });
  request.once('timeout', () => request.destroy(new CommandError('The server does not answer.')));
  request.once('error', (error) => {
    const reason = reasons[`${Reflect.get(error, 'code')}`];
    if (signal.aborted) reject(signal.reason);
    else reject(reason ? new CommandError(`${socketPath}: ${reason}.`) : error);
  });
  request.end(JSON.stringify(body));
  return await promise;
}
