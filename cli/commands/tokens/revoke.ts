import { dataOf } from '../../api/client.ts';
import { confirm } from '../../output/ask.ts';
import { CommandError } from '../../output/command-error.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';

/** `tokens revoke`. */
export const revokeTokenCommand = (run: Run) => {
  const command = newCommand('revoke', {
    summary: 'Revoke a token',
    description: 'From then on it is refused. In a terminal it is asked for; a script says --yes.',
  }).argument('<token>', 'its name, its first characters, or its id');
  return command.action((text) => run(command, (context) => revoke(context, text)));
};

async function revoke({ api, out, surroundings, yes }: Context, text: string): Promise<void> {
  const client = await api();
  const { data } = await dataOf(client.GET('/api/v1/tokens'));
  const [found, ...others] = data.filter(
    ({ id, name, prefix }) => text === id || text === name || text.replace(/…$/, '') === prefix,
  );
  if (!found) throw new CommandError('There is no such token: see `fulmar tokens list`.');
  if (others.length > 0) throw new CommandError(`There are several tokens ${text}: give the id.`);
  const { id, name, prefix } = found;
  await confirm(surroundings, `Revoke the token ${name} (${prefix}…)?`, yes);
  await client.DELETE('/api/v1/tokens/{id}', { params: { path: { id } } });
  out.result({ revoked: id }, () => `Revoked ${name} (${prefix}…).`);
}
