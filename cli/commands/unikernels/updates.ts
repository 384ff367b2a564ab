import { dataOf } from '../../api/client.ts';
import { CommandError } from '../../output/command-error.ts';
import { facts, table } from '../../output/table.ts';
import type { Context } from '../context.ts';
import { expectAllHosts } from '../expect-all-hosts.ts';
import { newCommand, type Run } from '../new-command.ts';
import { findPlace, paramsOf } from './place.ts';

/** `updates`: what is newer at the sources of images. */
export const updatesCommand = (run: Run) => {
  const command = newCommand('updates', {
    actsFor: true,
    summary: 'Show for which unikernels there is something newer',
    examples: [
      ['fulmar updates', 'all for which something newer is known'],
      ['fulmar updates hello --refresh', 'asks the source of its image now'],
    ],
  })
    .argument('[unikernel]', 'its name, or HOST/NAME (default: all)')
    .option('--refresh', 'ask the source of its image now');
  return command.action((text, { refresh = false }) =>
    run(command, (context) =>
      text === undefined ? showAll(context, refresh) : showOne(context, text, refresh),
    ),
  );
};

async function showAll(context: Context, refresh: boolean): Promise<void> {
  if (refresh)
    throw new CommandError('Say whose source is to be asked: fulmar updates NAME --refresh');
  const { api, account: query, out } = context;
  const { data, errors } = await dataOf(
    (await api()).GET('/api/v1/unikernels', { params: { query } }),
  );
  const rows = data.flatMap(({ host, name, update }) => (update ? [{ host, name, update }] : []));
  out.result(rows, () =>
    rows.length === 0
      ? 'Nothing newer is known.'
      : table(rows, [
          { title: 'HOST', cell: ({ host }) => host },
          { title: 'NAME', cell: ({ name }) => name },
          { title: 'VERSION', cell: ({ update }) => update.version },
          { title: 'FROM', cell: ({ update }) => update.from },
          { title: 'PAGE', cell: ({ update }) => update.page },
        ]),
  );
  expectAllHosts(errors);
}

async function showOne(context: Context, text: string, refresh: boolean): Promise<void> {
  const { params } = paramsOf(context, await findPlace(context, text));
  const query = { ...params.query, ...(refresh && { refresh: 'true' as const }) };
  const path = '/api/v1/hosts/{host}/unikernels/{name}/updates';
  const api = await context.api();
  const updates = await dataOf(api.GET(path, { params: { ...params, query } }));
  const { origin, update, checkedAt, problem } = updates;
  context.out.result(updates, () =>
    facts([
      ['Image from', origin && `${origin.from} ${origin.version ?? ''}`.trim()],
      ['Newer', update ? `${update.version ?? 'yes'}, from ${update.from}` : 'nothing is known'],
      ['Page', update?.page ?? null],
      ['Compare', update?.comparison ?? null],
      ['Asked', checkedAt ?? 'not yet'],
      ['Problem', problem?.detail ?? null],
    ]),
  );
}
