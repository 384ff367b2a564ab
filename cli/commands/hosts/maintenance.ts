import { type Api, dataOf } from '../../api/client.ts';
import type { Schema } from '../../api/schema.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';

const hostsArgument = ['<hosts...>', 'their names'] as const;

/** `hosts maintenance`: announces work, and ends it. */
export const maintenanceCommand = (run: Run) =>
  newCommand('maintenance', { summary: 'Announce work on hosts, and end it' })
    .addCommand(onCommand(run))
    .addCommand(offCommand(run));

const onCommand = (run: Run) => {
  const command = newCommand('on', {
    summary: 'Announce work on hosts',
    description:
      'Until it ends, deployments to these hosts are refused with the reason, nothing is kept running or ' +
      'checked there, and no events report how they are doing. What runs there keeps running.',
    examples: [
      ['fulmar hosts maintenance on one --reason "New disks"', 'until it is ended'],
      [
        'fulmar hosts maintenance on one two --reason "New disks" --until 2027-01-31T06:00:00Z',
        'it ends by itself then',
      ],
    ],
  })
    .argument(...hostsArgument)
    .requiredOption('--reason <text>', 'the reason, shown to everybody who uses the host')
    .option('--until <time>', 'when it ends, in RFC 3339 (default: only with `maintenance off`)');
  return command.action((hosts, { reason, until = null }) =>
    run(command, (context) =>
      changeAll(context, hosts, {
        change: (api, host) => {
          const params = { path: { host } };
          const body = { reason, until };
          return dataOf(api.PUT('/api/v1/hosts/{host}/maintenance', { params, body }));
        },
        told: (name) => `${name} is under maintenance until ${until ?? 'it is ended'}.`,
      }),
    ),
  );
};

const offCommand = (run: Run) => {
  const command = newCommand('off', { summary: 'End announced work on hosts' }).argument(
    ...hostsArgument,
  );
  return command.action((hosts) =>
    run(command, (context) =>
      changeAll(context, hosts, {
        change: (api, host) => {
          const params = { path: { host } };
          return dataOf(api.DELETE('/api/v1/hosts/{host}/maintenance', { params }));
        },
        told: (name) => `${name} is no longer under maintenance.`,
      }),
    ),
  );
};

interface HostChange {
  readonly change: (api: Api, host: string) => Promise<Schema['Host']>;
  readonly told: (name: string) => string;
}

/** One after another; the first that is refused ends it, after those that were changed have been told. */
async function changeAll(
  { api, out }: Context,
  hosts: readonly string[],
  { change, told }: HostChange,
): Promise<void> {
  const client = await api();
  const changed: Schema['Host'][] = [];
  try {
    for (const host of hosts) {
      changed.push(await change(client, host));
      if (!out.json) out.print(told(host));
    }
  } finally {
    if (out.json) out.result(changed, () => '');
  }
}
