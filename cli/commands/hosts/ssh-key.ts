import { dataOf } from '../../api/client.ts';
import { CommandError } from '../../output/command-error.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { wholeNumber } from '../option-values.ts';
import { type TargetOptions, targetOf } from './ssh-target.ts';

/** `hosts ssh-key`: a key that never leaves the server. */
export const sshKeyCommand = (run: Run) => {
  const command = newCommand('ssh-key', {
    summary: 'Have the server make a key for logging in to a host over SSH',
    description:
      'Prints the line for `authorized_keys` on the host. Use the key within a day, with `hosts add --key-id`.',
  })
    .option(
      '--sockets <folder>',
      'the folder of albatross’s sockets there (default: /run/albatross)',
    )
    .option(
      '--endpoint <port>',
      'lead to the TLS endpoint on this port there instead',
      wholeNumber(1),
    )
    .option('--discard <id>', 'delete a key that waits for its host instead of making one');
  return command.action(({ discard, ...options }) =>
    run(command, (context) =>
      discard === undefined ? makeKey(context, options) : discardKey(context, discard, options),
    ),
  );
};

async function makeKey({ api, out }: Context, options: TargetOptions): Promise<void> {
  const body = { target: targetOf(options) };
  const key = await dataOf((await api()).POST('/api/v1/ssh-keys', { body }));
  if (!out.json) out.note(`Add the host with --key-id ${key.id} before ${key.expiresAt}.`);
  out.result(key, () => key.authorizedKeysLine);
}

async function discardKey(
  { api, out }: Context,
  id: string,
  { sockets, endpoint }: TargetOptions,
): Promise<void> {
  if (sockets !== undefined || endpoint !== undefined) {
    throw new CommandError('Give --discard by itself: --sockets and --endpoint are for a new key.');
  }
  const params = { path: { id } };
  await (await api()).DELETE('/api/v1/ssh-keys/{id}', { params });
  const then = 'Take its line out of authorized_keys if you entered it.';
  out.result({ discarded: id }, () => `Deleted the key ${id}. ${then}`);
}
