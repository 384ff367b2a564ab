import { z } from 'zod';
import { askControl } from '../../api/control.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';

const offered = z.object({ account: z.string(), link: z.string(), expiresAt: z.string() });

const dataOption = [
  '--data <folder>',
  'the data folder of the server (default: FULMAR_DATA, else ./data)',
] as const;

const how =
  'Asks the server that runs on this machine through control.sock in its data folder, which its ' +
  'user alone may open. The link that is printed sets a password, once, within 24 hours.';

/** `admin`: what whoever runs the server does on its machine, without a token. */
export const adminCommand = (run: Run) =>
  newCommand('admin', { summary: 'Help administrators, on the machine of the server' })
    .addCommand(resetCommand(run))
    .addCommand(createCommand(run));

const resetCommand = (run: Run) => {
  const line = 'sudo -u fulmar fulmar admin reset-password alice --data /var/lib/fulmar';
  const command = newCommand('reset-password', {
    summary: 'Make a link by which somebody sets a new password',
    description: how,
    examples: [[line, 'for the account alice']],
  })
    .argument('<account>', 'the name of the account, or its e-mail address')
    .option(...dataOption);
  return command.action((account, { data }) =>
    run(command, (context) => offer(context, 'admin/reset-password', { account }, data)),
  );
};

const createCommand = (run: Run) => {
  const command = newCommand('create', {
    summary: 'Make another administrator',
    description: how,
    examples: [['fulmar admin create bob bob@example.org', 'on the machine of the server']],
  })
    .argument('<name>', 'the name of the account, also its domain on every host')
    .argument('<email>', 'its e-mail address')
    .option(...dataOption);
  return command.action((name, email, { data }) =>
    run(command, (context) => offer(context, 'admin/create', { name, email }, data)),
  );
};

async function offer(
  { out, surroundings }: Context,
  command: string,
  body: object,
  data: string | undefined,
): Promise<void> {
  const { environment, signal } = surroundings;
  const folder = data ?? (environment.FULMAR_DATA || 'data');
  const answer = await askControl(folder, command, body, signal);
  const { account, link, expiresAt } = offered.parse(answer);
  if (!out.json)
    out.note(`Hand this link to ${account} in a safe way; it works until ${expiresAt}:`);
  out.result(answer, () => link);
}
