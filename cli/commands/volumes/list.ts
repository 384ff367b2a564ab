import { dataOf } from '../../api/client.ts';
import { table } from '../../output/table.ts';
import type { Context } from '../context.ts';
import { expectAllHosts, none } from '../expect-all-hosts.ts';
import { newCommand, type Run } from '../new-command.ts';

/** `volumes list`. */
export const listVolumesCommand = (run: Run) => {
  const command = newCommand('list', { summary: 'List volumes', actsFor: true }).alias('ls');
  return command.action(() => run(command, list));
};

async function list({ api, account: query, out }: Context): Promise<void> {
  const { data, errors } = await dataOf(
    (await api()).GET('/api/v1/volumes', { params: { query } }),
  );
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
