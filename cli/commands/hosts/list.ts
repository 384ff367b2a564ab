import { dataOf } from '../../api/client.ts';
import type { Schema } from '../../api/schema.ts';
import { table } from '../../output/table.ts';
import { ago } from '../../output/words.ts';
import type { Context } from '../context.ts';
import { expectAllHosts } from '../expect-all-hosts.ts';
import { newCommand, type Run } from '../new-command.ts';
import { usage } from './usage.ts';

/** `hosts list`. */
export const listHostsCommand = (run: Run) => {
  const command = newCommand('list', { summary: 'List hosts and their state' }).alias('ls');
  return command.action(() => run(command, listHosts));
};

async function listHosts({ api, out, deps }: Context): Promise<void> {
  const { data, errors } = await dataOf((await api()).GET('/api/v1/hosts'));
  const now = deps.now();
  out.result(data, () =>
    table(data, [
      { title: 'HOST', cell: ({ name }) => name },
      { title: 'STATE', cell: stateOf },
      { title: 'SINCE', cell: ({ since }) => ago(since, now) },
      { title: 'UNIKERNELS', cell: (host) => usage(host, 'unikernels') },
      { title: 'MEMORY (MiB)', cell: (host) => usage(host, 'memory') },
      { title: 'STORAGE (MiB)', cell: (host) => usage(host, 'storage') },
    ]),
  );
  expectAllHosts(errors);
}

function stateOf({ state, reason, maintenance }: Schema['Host']): string {
  const words = reason ? `${state}: ${reason}` : state;
  return maintenance ? `${words}, maintenance` : words;
}
