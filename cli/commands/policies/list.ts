import { dataOf } from '../../api/client.ts';
import { table } from '../../output/table.ts';
import type { Context } from '../context.ts';
import { expectAllHosts } from '../expect-all-hosts.ts';
import { newCommand, type Run } from '../new-command.ts';
import { limitColumns } from './limits.ts';

/** `policies list`. */
export const listPoliciesCommand = (run: Run) => {
  const command = newCommand('list', {
    summary: 'List who may use what of a host',
    examples: [['fulmar policies list one', 'on the host one']],
  })
    .alias('ls')
    .argument('<host>', 'its name');
  return command.action((host) => run(command, (context) => list(context, host)));
};

async function list({ api, out }: Context, host: string): Promise<void> {
  const params = { path: { host } };
  const found = await dataOf((await api()).GET('/api/v1/hosts/{host}/policies', { params }));
  for (const { account, template, problem } of found.pending) {
    const why = problem ? `: ${problem.detail}` : '.';
    out.note(`${account} waits for the policy of the template ${template}${why}`);
  }
  out.result(found, () =>
    found.data.length === 0
      ? `No account has a policy on ${host}.`
      : table(found.data, [
          { title: 'ACCOUNT', cell: ({ account }) => account },
          ...limitColumns,
          { title: 'NEARLY USED UP', cell: ({ used }) => used?.nearlyUsed.join(', ') || null },
        ]),
  );
  expectAllHosts(found.errors);
}
