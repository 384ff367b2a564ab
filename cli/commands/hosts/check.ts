import { type Api, dataOf } from '../../api/client.ts';
import type { Schema } from '../../api/schema.ts';
import { CommandError } from '../../output/command-error.ts';
import { table } from '../../output/table.ts';
import { ago } from '../../output/words.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';

type Host = Schema['Host'];

/** `hosts check`: asks hosts now, in the place of what is known of them. */
export const checkHostsCommand = (run: Run) => {
  const command = newCommand('check', {
    summary: 'Check hosts now, part by part',
    description: 'Exits with 1 if any part of a host is degraded, and says why.',
    examples: [
      ['fulmar hosts check', 'all of them'],
      ['fulmar hosts check one two --json', 'two of them, for a program'],
    ],
  }).argument('[hosts...]', 'their names (default: all)');
  return command.action((names) => run(command, (context) => checkHosts(context, names)));
};

async function checkHosts({ api, out, surroundings }: Context, names: readonly string[]) {
  const client = await api();
  const wanted = names.length > 0 ? names : await allNames(client);
  const path = '/api/v1/hosts/{host}/check';
  const hosts = await Promise.all(
    wanted.map((host) => dataOf(client.POST(path, { params: { path: { host } } }))),
  );
  const now = surroundings.now();
  out.result(hosts, () =>
    hosts.length === 0
      ? 'There are no hosts.'
      : table(hosts.flatMap(partsOf), [
          { title: 'HOST', cell: ({ host }) => host },
          { title: 'PART', cell: ({ title }) => title },
          {
            title: 'STATE',
            cell: ({ state }) => state,
            style: (text, { state }) => out.style(state === 'online' ? 'green' : 'red', text),
          },
          { title: 'SINCE', cell: ({ since }) => ago(since, now) },
          { title: 'CAUSE', cell: causeOf },
        ]),
  );
  const ill = hosts.filter((host) => partsOf(host).some(({ state }) => state !== 'online'));
  if (ill.length === 0) return;
  throw new CommandError(`Degraded: ${ill.map(({ name }) => name).join(', ')}.`);
}

async function allNames(api: Api): Promise<readonly string[]> {
  const { data } = await dataOf(api.GET('/api/v1/hosts'));
  return data.map(({ name }) => name);
}

type Part = Schema['HostPart'] & { readonly host: string; readonly title: string };

function partsOf({ name: host, parts }: Host): Part[] {
  return [
    { host, title: 'commands', ...parts.commands },
    { host, title: 'consoles', ...parts.console },
    { host, title: 'stats', ...parts.stats },
  ];
}

/** Why a part is degraded; `-` is shown for one that is not. */
function causeOf({ reason, message }: Part): string | null {
  if (reason === null) return null;
  return message ? `${reason}: ${message}` : reason;
}
