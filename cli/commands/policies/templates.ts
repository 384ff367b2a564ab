import { dataOf } from '../../api/client.ts';
import type { Schema } from '../../api/schema.ts';
import { type Column, table } from '../../output/table.ts';
import { list as inWords } from '../../output/words.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { mebibytes, oneMore, wholeNumber } from '../option-values.ts';
import { type LimitOptions, limitColumns, limitsIn, oneMoreCpu } from './limits.ts';

interface SaveOptions extends LimitOptions {
  readonly defaultOn?: readonly string[] | undefined;
  /** False: it is the default nowhere. */
  readonly default: boolean;
}

/** `policies templates`: policies that are kept under a name. */
export const templatesCommand = (run: Run) =>
  newCommand('templates', { summary: 'Keep policies under a name, to be given again' })
    .alias('template')
    .addCommand(listCommand(run))
    .addCommand(saveCommand(run))
    .addCommand(deleteCommand(run));

const listCommand = (run: Run) => {
  const command = newCommand('list', { summary: 'List templates' }).alias('ls');
  return command.action(() => run(command, list));
};

const saveCommand = (run: Run) => {
  const command = newCommand('save', {
    summary: 'Save a template, in the place of the one before',
    examples: [
      [
        'fulmar policies templates save small --unikernels 5 --memory 512 --storage 1024',
        'gives all CPUs and bridges that a host has',
      ],
      [
        'fulmar policies templates save small --unikernels 5 --memory 512 --default-on one',
        'is given to each new account on the host one',
      ],
    ],
  })
    .argument('<name>', 'its name')
    .requiredOption('--unikernels <count>', 'how many at once', wholeNumber(1))
    .requiredOption('--memory <size>', 'of all unikernels together, in MiB, or as 2G', mebibytes(1))
    .option(
      '--storage <size>',
      'of all volumes together, likewise (default: no volumes)',
      mebibytes(0),
    )
    .option('--cpu <id>', 'one that they may run on (default: all of a host)', oneMoreCpu)
    .option('--bridge <name>', 'one that they may use (default: all of a host)', oneMore)
    .option(
      '--default-on <host>',
      'give it to each new account there (default: as before)',
      oneMore,
    )
    .option('--no-default', 'give it to no new account any more');
  return command.action((name, options) => run(command, (context) => save(context, name, options)));
};

const deleteCommand = (run: Run) => {
  const command = newCommand('delete', {
    summary: 'Forget a template; policies that were given by it stay',
  })
    .alias('rm')
    .argument('<name>', 'its name');
  return command.action((name) => run(command, (context) => remove(context, name)));
};

const defaultColumn: Column<Schema['PolicyTemplate']> = {
  title: 'DEFAULT ON',
  cell: ({ defaultOn }) => inWords(defaultOn),
};

async function list({ api, out }: Context): Promise<void> {
  const { data } = await dataOf((await api()).GET('/api/v1/policy-templates'));
  out.result(data, () =>
    data.length === 0
      ? 'There are no policy templates.'
      : table(data, [{ title: 'NAME', cell: ({ name }) => name }, ...limitColumns, defaultColumn]),
  );
}

async function save({ api, out }: Context, name: string, options: SaveOptions): Promise<void> {
  const params = { path: { template: name } };
  const defaultOn = options.default ? options.defaultOn : [];
  const body = { ...limitsIn(options), ...(defaultOn && { defaultOn: [...defaultOn] }) };
  const saved = await dataOf(
    (await api()).PUT('/api/v1/policy-templates/{template}', { params, body }),
  );
  out.result(saved, () => `Saved ${saved.name}.`);
}

async function remove({ api, out }: Context, name: string): Promise<void> {
  const params = { path: { template: name } };
  await (await api()).DELETE('/api/v1/policy-templates/{template}', { params });
  out.result({ deleted: name }, () => `Deleted ${name}.`);
}
