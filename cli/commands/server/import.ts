import { resolve } from 'node:path';
import { z } from 'zod';
import { CommandError } from '../../output/command-error.ts';
import { table } from '../../output/table.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { askLocal } from './ask-local.ts';
import { findLocalServer, type ServerOptions } from './local-server.ts';
import { dataOption, programOption, settingsOption } from './options.ts';

const report = z.object({
  applied: z.boolean(),
  lines: z.array(
    z.object({
      what: z.string(),
      name: z.string(),
      state: z.string(),
      note: z.string().nullable(),
      link: z.string().optional(),
    }),
  ),
  notes: z.array(z.string()),
});

type Report = z.output<typeof report>;

interface ImportOptions extends ServerOptions {
  readonly apply?: true;
}

/** `server import`: what another server of this kind has. */
export const importCommand = (run: Run) =>
  newCommand('import', { summary: 'Take over what another control plane has' }).addCommand(
    mollymawkCommand(run),
  );

const mollymawkCommand = (run: Run) => {
  const command = newCommand('mollymawk', {
    summary: "Take over mollymawk's users, tokens, hosts and policies",
    description:
      'The file is its block device, compressed (gzip, zlib) or not, or the JSON in it, of version 9 or 10. ' +
      'The running server reads the file as its user; where none runs, its program does. Nothing is changed without --apply. A second run does ' +
      'what the first could not.',
    examples: [
      ['fulmar server import mollymawk data.img', 'says what would be done'],
      [
        'fulmar server import mollymawk data.img --apply',
        'does it, and prints links for passwords',
      ],
    ],
  })
    .argument('<file>', "mollymawk's data")
    .option('--apply', 'do it')
    .option(...dataOption)
    .option(...settingsOption)
    .option(...programOption);
  return command.action((file, options) =>
    run(command, (context) => importMollymawk(context, file, options)),
  );
};

async function importMollymawk(
  { deps, out }: Context,
  named: string,
  options: ImportOptions,
): Promise<void> {
  const server = await findLocalServer(deps, options);
  const body = { file: resolve(named), apply: options.apply === true };
  const answer = await askLocal(server, 'server/import', body, deps.signal);
  const told = report.parse(answer);
  out.result(told, () => tellReport(told));
  const wrong = told.lines.filter(({ state }) => state === 'collision' || state === 'failed');
  if (!told.applied && !out.json) out.note('Nothing was changed. Add --apply to do it.');
  if (wrong.length === 0) return;
  const how = told.applied ? 'not imported' : 'cannot be imported';
  throw new CommandError(`${wrong.length} of ${told.lines.length} ${how}.`);
}

function tellReport({ lines, notes }: Report): string {
  const links = lines.flatMap(({ name, link }) => (link ? [`${name}  ${link}`] : []));
  return [
    table(lines, [
      { title: 'KIND', cell: ({ what }) => what },
      { title: 'NAME', cell: ({ name }) => name },
      { title: 'STATE', cell: ({ state }) => state },
      { title: 'NOTE', cell: ({ note }) => note },
    ]),
    ...notes,
    ...(links.length > 0
      ? [
          '',
          'Hand each its link in a safe way; it sets a password, once, within 24 hours:',
          ...links,
        ]
      : []),
  ].join('\n');
}
