import type { Schema } from '../../api/schema.ts';
import { table } from '../../output/table.ts';
import { ago, list as inWords } from '../../output/words.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { fetchTokens } from './fetch-tokens.ts';

type Token = Schema['Token'];

/** `tokens list`. */
export const listTokensCommand = (run: Run) => {
  const command = newCommand('list', { summary: 'List tokens', actsFor: true }).alias('ls');
  return command.action(() => run(command, list));
};

async function list(context: Context): Promise<void> {
  const { out, deps } = context;
  const data = await fetchTokens(context, await context.api());
  const isOfAll = context.account.account === '*';
  const now = deps.now();
  out.result(data, () =>
    table(data, [
      ...(isOfAll ? [{ title: 'ACCOUNT', cell: (token: Token) => token.account ?? null }] : []),
      { title: 'NAME', cell: ({ name }) => name },
      { title: 'BEGINS', cell: ({ prefix }) => `${prefix}…` },
      { title: 'HOSTS', cell: ({ hosts }) => inWords(hosts) ?? 'all' },
      { title: 'NAMES', cell: ({ names }) => inWords(names) ?? 'all' },
      {
        title: 'EXPIRES',
        cell: (token) => (token.expired ? 'expired' : (token.expiresAt?.slice(0, 10) ?? 'never')),
      },
      { title: 'LAST USED', cell: ({ lastUsedAt }) => agoInWords(lastUsedAt, now) },
      { title: 'SCOPES', cell: ({ scopes }) => inWords(scopes) }, // the longest
    ]),
  );
}

function agoInWords(moment: string | null, now: number): string {
  const time = ago(moment, now);
  return time === null ? 'never' : `${time} ago`;
}
