import { Option } from '@commander-js/extra-typings';
import { dataOf } from '../../api/client.ts';
import type { Schema } from '../../api/schema.ts';
import { table } from '../../output/table.ts';
import { ago } from '../../output/words.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';

const states = ['waiting', 'active', 'suspended'] as const;

interface Filter {
  readonly search?: string;
  readonly state?: (typeof states)[number];
}

/** `accounts list`. */
export const listAccountsCommand = (run: Run) => {
  const command = newCommand('list', {
    summary: 'List accounts, by name',
    examples: [['fulmar accounts list --state waiting', 'those that wait for approval']],
  })
    .alias('ls')
    .option('--search <text>', 'those with this in their name or e-mail address')
    .addOption(new Option('--state <state>', 'only those in it').choices(states));
  return command.action((filter) => run(command, (context) => list(context, filter)));
};

async function list({ api, out, deps }: Context, filter: Filter): Promise<void> {
  const params = { query: { ...filter } };
  const { data } = await dataOf((await api()).GET('/api/v1/accounts', { params }));
  const now = deps.now();
  out.result(data, () =>
    data.length === 0
      ? 'There are no such accounts.'
      : table(data, [
          { title: 'NAME', cell: ({ name }) => name },
          { title: 'E-MAIL', cell: ({ email }) => email },
          { title: 'STATE', cell: stateOf },
          { title: 'ADMINISTRATOR', cell: ({ admin }) => (admin ? 'yes' : 'no') },
          { title: 'LAST SIGN-IN', cell: ({ lastSignInAt }) => ago(lastSignInAt, now) ?? 'never' },
        ]),
  );
}

function stateOf({ active, approvedAt, suspension }: Schema['Account']): string {
  if (approvedAt === null) return 'waiting';
  if (active) return 'active';
  return suspension?.reason ? `suspended: ${suspension.reason}` : 'suspended';
}
