import { dataOf } from '../../api/client.ts';
import { table } from '../../output/table.ts';
import { ago, list as inWords } from '../../output/words.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';

/** `tokens list`. */
export const listTokensCommand = (run: Run) => {
  const command = newCommand('list', { summary: 'List tokens' }).alias('ls');
  return command.action(() => run(command, list));
};

async function list({ api, out, surroundings }: Context): Promise<void> {
  const { data } = await dataOf((await api()).GET('/api/v1/tokens'));
  const now = surroundings.now();
  out.result(data, () =>
    table(data, [
      { title: 'NAME', cell: ({ name }) => name },
      { title: 'BEGINS', cell: ({ prefix }) => `${prefix}…` },
      { title: 'SCOPES', cell: ({ scopes }) => inWords(scopes) },
      { title: 'HOSTS', cell: ({ hosts }) => inWords(hosts) ?? 'all' },
      { title: 'NAMES', cell: ({ names }) => inWords(names) ?? 'all' },
      {
        title: 'EXPIRES',
        cell: (token) => (token.expired ? 'expired' : (token.expiresAt ?? 'never')),
      },
      { title: 'LAST USED', cell: ({ lastUsedAt }) => ago(lastUsedAt, now) ?? 'never' },
    ]),
  );
}
