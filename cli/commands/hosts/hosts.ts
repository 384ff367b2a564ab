import { dataOf } from '../../api/client.ts';
import type { Schema } from '../../api/schema.ts';
import { facts, table } from '../../output/table.ts';
import { ago, list as inWords } from '../../output/words.ts';
import type { Context } from '../context.ts';
import { expectAllHosts } from '../expect-all-hosts.ts';
import { newCommand, type Run } from '../new-command.ts';
import { removeCommand } from './remove.ts';
import { renameCommand } from './rename.ts';

/** `hosts`: where unikernels run. */
export const hostsCommand = (run: Run) => {
  const list = newCommand('list', { summary: 'List hosts, and how they are' }).alias('ls');
  const show = newCommand('show', { summary: 'Show a host, and what you may use there' }).argument(
    '<host>',
    'its name',
  );
  list.action(() => run(list, listHosts));
  show.action((name) => run(show, (context) => showHost(context, name)));
  return newCommand('hosts', { summary: 'List, show, rename and remove hosts' })
    .alias('host')
    .addCommand(list)
    .addCommand(show)
    .addCommand(renameCommand(run))
    .addCommand(removeCommand(run));
};

async function listHosts({ api, out, surroundings }: Context): Promise<void> {
  const { data, errors } = await dataOf((await api()).GET('/api/v1/hosts'));
  const now = surroundings.now();
  out.result(data, () =>
    table(data, [
      { title: 'HOST', cell: ({ name }) => name },
      { title: 'STATE', cell: ({ state, reason }) => (reason ? `${state}: ${reason}` : state) },
      { title: 'SINCE', cell: ({ since }) => ago(since, now) },
      { title: 'UNIKERNELS', cell: (host) => usage(host, 'unikernels') },
      { title: 'MEMORY (MiB)', cell: (host) => usage(host, 'memory') },
      { title: 'STORAGE (MiB)', cell: (host) => usage(host, 'storage') },
    ]),
  );
  expectAllHosts(errors);
}

async function showHost({ api, out }: Context, name: string): Promise<void> {
  const params = { path: { host: name } };
  const host = await dataOf((await api()).GET('/api/v1/hosts/{host}', { params }));
  const { parts, policy } = host;
  out.result(host, () =>
    facts([
      ['Name', host.name],
      ['State', host.reason ? `${host.state}: ${host.reason}` : host.state],
      ['Since', host.since],
      ['Consoles', parts.console.state],
      ['Stats', parts.stats.state],
      ['Unikernels', usage(host, 'unikernels')],
      ['Memory', usage(host, 'memory')],
      ['Storage', usage(host, 'storage')],
      ['CPUs', policy && inWords(policy.cpuids.map(String))],
      ['Bridges', policy && inWords(policy.bridges)],
    ]),
  );
}

/** What is used of a policy, as `3 of 20`; null without a policy. */
function usage(
  { policy, used }: Schema['Host'],
  what: Schema['Usage']['nearlyUsed'][number],
): string | null {
  if (!policy) return null;
  return `${used?.[what] ?? '?'} of ${policy[what] ?? 'any'}`;
}
