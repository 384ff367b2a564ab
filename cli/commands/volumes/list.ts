import { dataOf } from '../../api/client.ts';
import { table } from '../../output/table.ts';
import type { Context } from '../context.ts';
import { expectAllHosts, none } from '../expect-all-hosts.ts';
import { newCommand, type Run } from '../new-command.ts';
import { expectKnownHost } from '../unknown-host.ts';

/** `volumes list`. */
export const listVolumesCommand = (run: Run) => {
  const command = newCommand('list', { summary: 'List volumes', actsFor: true })
    .alias('ls')
    .option('--host <host>', 'only those on this host');
  return command.action(({ host }) => run(command, (context) => list(context, host)));
};

async function list({ api, account: query, out }: Context, host?: string): Promise<void> {
  const client = await api();
  const found = await dataOf(client.GET('/api/v1/volumes', { params: { query } }));
  const isMeant = (each: { readonly host: string }) => host === undefined || each.host === host;
  const data = found.data.filter(isMeant);
  const errors = found.errors.filter(isMeant);
  if (host !== undefined && data.length + errors.length === 0) await expectKnownHost(client, host);
  out.result(data, () =>
    data.length === 0
      ? none('volumes', errors)
      : table(data, [
          { title: 'HOST', cell: ({ host }) => host },
          { title: 'NAME', cell: ({ name }) => name },
          { title: 'SIZE', cell: ({ size }) => `${size} MiB` },
          { title: 'IN USE', cell: ({ inUse }) => (inUse ? 'yes' : 'no') },
          { title: 'PROTECTED', cell: (volume) => (volume.deletionProtection ? 'yes' : 'no') },
        ]),
  );
  expectAllHosts(errors);
}
