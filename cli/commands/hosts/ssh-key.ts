import { dataOf } from '../../api/client.ts';
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
    );
  return command.action((options) => run(command, (context) => makeKey(context, options)));
};

async function makeKey({ api, out }: Context, options: TargetOptions): Promise<void> {
  const body = { target: targetOf(options) };
  const key = await dataOf((await api()).POST('/api/v1/ssh-keys', { body }));
  if (!out.json) out.note(`Add the host with --key-id ${key.id} before ${key.expiresAt}.`);
  out.result(key, () => key.authorizedKeysLine);
}
