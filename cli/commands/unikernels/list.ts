import { dataOf } from '../../api/client.ts';
import type { Schema } from '../../api/schema.ts';
import { table } from '../../output/table.ts';
import { ago } from '../../output/words.ts';
import type { Context } from '../context.ts';
import { expectAllHosts, none } from '../expect-all-hosts.ts';
import { newCommand, type Run } from '../new-command.ts';
import { expectKnownHost } from '../unknown-host.ts';
import { stateStyle } from './state-style.ts';

interface Filter {
  readonly host?: string;
  readonly label?: string;
  readonly name?: string;
}

/** `list`: the unikernels of all hosts. */
export const listCommand = (run: Run) => {
  const command = newCommand('list', {
    actsFor: true,
    summary: 'List unikernels',
    examples: [
      ['fulmar list', 'those on all hosts'],
      ['fulmar list --label tier=web --json', 'those with a label, for a program'],
    ],
  })
    .aliases(['ls', 'ps'])
    .option('--host <host>', 'only those on this host')
    .option('--name <pattern>', 'only those of such names, as web-*')
    .option('--label <label>', 'only those with this label, as tier or tier=web');
  return command.action((filter) => run(command, (context) => list(context, filter)));
};

async function list(context: Context, filter: Filter): Promise<void> {
  const { api, account, out, deps } = context;
  const query = { ...account, ...filter };
  const client = await api();
  const found = await dataOf(client.GET('/api/v1/unikernels', { params: { query } }));
  const { host } = filter;
  if (host !== undefined && found.data.length === 0) await expectKnownHost(client, host);
  out.result(found.data, () =>
    found.data.length === 0 ? none('unikernels', found.errors) : rowsOf(found.data, deps.now()),
  );
  expectAllHosts(found.errors);

  function rowsOf(rows: readonly Schema['Unikernel'][], now: number): string {
    return table(rows, [
      { title: 'HOST', cell: ({ host }) => host },
      { title: 'NAME', cell: ({ name }) => name },
      {
        title: 'STATE',
        cell: ({ state }) => state,
        style: (text, { state }) => out.style(stateStyle(state), text),
      },
      { title: 'SINCE', cell: ({ since }) => ago(since, now) },
      { title: 'MEMORY', cell: ({ memory }) => `${memory} MiB` },
      { title: 'UPDATE', cell: ({ update }) => update && (update.version ?? update.from) },
    ]);
  }
}
