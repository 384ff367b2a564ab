import { type Api, dataOf } from '../../api/client.ts';
import { ApiProblem } from '../../api/problem.ts';
import type { Schema } from '../../api/schema.ts';
import { CommandError } from '../../output/command-error.ts';
import { safeText } from '../../output/safe-text.ts';
import { table } from '../../output/table.ts';
import { ago } from '../../output/words.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';

type Host = Schema['Host'];

/** `hosts check`: asks hosts now, in the place of what is known of them. */
export const checkHostsCommand = (run: Run) => {
  const command = newCommand('check', {
    summary: 'Check hosts now, part by part',
    description:
      'Exits with 1 if any part of a host is degraded or a host could not be checked, and says why.',
    examples: [
      ['fulmar hosts check', 'all of them'],
      ['fulmar hosts check one two --json', 'two of them, for a program'],
    ],
  }).argument('[hosts...]', 'their names (default: all)');
  return command.action((names) => run(command, (context) => checkHosts(context, names)));
};

async function checkHosts(context: Context, names: readonly string[]) {
  const { api, out } = context;
  const client = await api();
  const wanted = names.length > 0 ? names : await allNames(client);
  const answers = await Promise.all(wanted.map((name) => checkOne(client, name)));
  const hosts = answers.flatMap((answer) => (answer instanceof ApiProblem ? [] : [answer]));
  out.result(hosts, () => (wanted.length === 0 ? 'There are no hosts.' : tableOf(context, hosts)));
  const unchecked = wanted.flatMap((name, index) => {
    const answer = answers[index];
    if (!(answer instanceof ApiProblem)) return [];
    out.note(`${safeText(name)}: ${answer.message}`);
    return [safeText(name)];
  });
  const ill = hosts.filter((host) => partsOf(host).some(({ state }) => state !== 'online'));
  const faults = [
    ...(ill.length > 0 ? [`Degraded: ${ill.map(({ name }) => name).join(', ')}.`] : []),
    ...(unchecked.length > 0 ? [`Not checked: ${unchecked.join(', ')}.`] : []),
  ];
  if (faults.length > 0) throw new CommandError(faults.join(' '));
}

/** Returns why this one was not checked; throws what would be so for all of them. */
async function checkOne(api: Api, host: string): Promise<Host | ApiProblem> {
  const params = { path: { host } };
  try {
    return await dataOf(api.POST('/api/v1/hosts/{host}/check', { params }));
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status === 401) throw error;
    return error;
  }
}

function tableOf({ out, deps }: Context, hosts: readonly Host[]): string {
  if (hosts.length === 0) return '';
  const now = deps.now();
  return table(hosts.flatMap(partsOf), [
    { title: 'HOST', cell: ({ host }) => host },
    { title: 'PART', cell: ({ title }) => title },
    {
      title: 'STATE',
      cell: ({ state }) => state,
      style: (text, { state }) => out.style(state === 'online' ? 'green' : 'red', text),
    },
    { title: 'SINCE', cell: ({ since }) => ago(since, now) },
    { title: 'CAUSE', cell: causeOf },
  ]);
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
