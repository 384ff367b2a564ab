import { z } from 'zod';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { askLocal } from '../server/ask-local.ts';
import { findLocalServer, type ServerOptions } from '../server/local-server.ts';
import { dataOption, programOption, settingsOption } from '../server/options.ts';

const offered = z.object({ account: z.string(), link: z.string(), expiresAt: z.string() });

const how =
  'Asks the server that runs on this machine through control.sock in its data folder, which its ' +
  'user alone may open; where none runs, its program does it. The link that is printed sets a password, once, ' +
  'within 24 hours.';

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
    .option(...dataOption)
    .option(...settingsOption)
    .option(...programOption);
  return command.action((account, options) =>
    run(command, (context) => offer(context, 'admin/reset-password', { account }, options)),
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
    .option(...dataOption)
    .option(...settingsOption)
    .option(...programOption);
  return command.action((name, email, options) =>
    run(command, (context) => offer(context, 'admin/create', { name, email }, options)),
  );
};

async function offer(
  { out, deps }: Context,
  command: string,
  body: object,
  options: ServerOptions,
): Promise<void> {
  const server = await findLocalServer(deps, options);
  const answer = await askLocal(server, command, body, deps.signal);
  const { account, link, expiresAt } = offered.parse(answer);
  if (!out.json)
    out.note(`Hand this link to ${account} in a safe way; it works until ${expiresAt}:`);
  out.result(answer, () => link);
}
