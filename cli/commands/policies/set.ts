import { type Api, dataOf } from '../../api/client.ts';
import type { Schema } from '../../api/schema.ts';
import { CommandError } from '../../output/command-error.ts';
import { table } from '../../output/table.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { mebibytes, oneMore, wholeNumber } from '../option-values.ts';
import { type LimitOptions, limitColumns, limitsIn, oneMoreCpu } from './limits.ts';

type Asked = Schema['SetPolicies']['policies'][number];

interface SetOptions extends LimitOptions {
  readonly host: string;
  readonly template?: string | undefined;
  readonly adopt?: true | undefined;
}

/** `policies set`: one account or several, each for itself. */
export const setPolicyCommand = (run: Run) => {
  const command = newCommand('set', {
    summary: 'Set what accounts may use on a host',
    description: 'Each account is a case of its own; it fails where one was given nothing.',
    examples: [
      ['fulmar policies set alice bob --host one --template small', 'by a template'],
      [
        'fulmar policies set alice --host one --unikernels 5 --memory 512 --storage 1024',
        'with all CPUs and bridges of the host',
      ],
    ],
  })
    .argument('<accounts...>', 'their names')
    .requiredOption('--host <host>', 'where it holds')
    .option('--template <name>', 'what it gives')
    .option('--unikernels <count>', 'how many at once', wholeNumber(1))
    .option('--memory <size>', 'of all unikernels together, in MiB, or as 2G', mebibytes(1))
    .option(
      '--storage <size>',
      'of all volumes together, likewise (default: no volumes)',
      mebibytes(0),
    )
    .option('--cpu <id>', 'one that they may run on (default: all of the host)', oneMoreCpu)
    .option('--bridge <name>', 'one that they may use (default: all of the host)', oneMore)
    .option('--adopt', 'take over what is in the domain already, made by other hands');
  return command.action((accounts, options) =>
    run(command, (context) => set(context, accounts, options)),
  );
};

async function set(
  { api, out }: Context,
  accounts: readonly string[],
  options: SetOptions,
): Promise<void> {
  const client = await api();
  const { host, adopt = false } = options;
  const wanted = await wantedBy(client, options);
  const body = { policies: accounts.map((account) => ({ account, ...wanted, adopt })) };
  const params = { path: { host } };
  const told = await dataOf(client.POST('/api/v1/hosts/{host}/policies', { params, body }));
  for (const { account, detail } of told.errors) out.note(`${account}: ${detail}`);
  out.result(told, () =>
    told.data.length === 0
      ? ''
      : table(told.data, [{ title: 'ACCOUNT', cell: ({ account }) => account }, ...limitColumns]),
  );
  if (told.errors.length === 0) return;
  throw new CommandError(`${told.errors.length} of ${accounts.length} were given nothing.`);
}

async function wantedBy(
  api: Api,
  { template, host, ...options }: SetOptions,
): Promise<Pick<Asked, 'policy' | 'template'>> {
  if (template !== undefined) return { template };
  const { cpuids, bridges, ...limits } = limitsIn(options);
  if (cpuids && bridges) return { policy: { ...limits, cpuids, bridges } };
  const params = { path: { host } };
  const { root } = await dataOf(api.GET('/api/v1/hosts/{host}/policies', { params }));
  if (root) {
    return {
      policy: { ...limits, cpuids: cpuids ?? root.cpuids, bridges: bridges ?? root.bridges },
    };
  }
  throw new CommandError(`${host} does not say what it has: say --cpu and --bridge.`);
}
