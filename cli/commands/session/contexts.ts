import { readContexts, writeContexts } from '../../config/contexts.ts';
import { contextsFile } from '../../config/paths.ts';
import { CommandError } from '../../output/command-error.ts';
import { table } from '../../output/table.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';

/** `contexts`: the servers that one is signed in to, and which of them is used. */
export const contextsCommand = (run: Run) => {
  const command = newCommand('contexts', {
    summary: 'List the servers that you are signed in to',
    examples: [['fulmar contexts --use fulmar.example.org', 'goes on with another one']],
  }).option('--use <name>', 'use this one from now on');
  return command.action(({ use }) =>
    run(command, (context) => (use === undefined ? show(context) : choose(context, use))),
  );
};

async function show({ deps, out }: Context): Promise<void> {
  const { current, contexts } = await readContexts(contextsFile(deps));
  const rows = Object.entries(contexts).map(([name, { server }]) => ({
    name,
    server,
    current: name === current,
  }));
  out.result(rows, () =>
    rows.length === 0
      ? 'You are signed in to no server: `fulmar login ADDRESS`.'
      : table(rows, [
          { title: 'CONTEXT', cell: ({ name }) => name },
          { title: 'SERVER', cell: ({ server }) => server },
          { title: 'CURRENT', cell: (row) => (row.current ? 'yes' : '') },
        ]),
  );
}

async function choose({ deps, out }: Context, name: string): Promise<void> {
  const file = contextsFile(deps);
  const { contexts } = await readContexts(file);
  const context = contexts[name];
  if (!context) throw new CommandError(`There is no context ${name}: see \`fulmar contexts\`.`);
  await writeContexts(file, { current: name, contexts });
  out.result({ current: name }, () => `Now using ${name} (${context.server}).`);
}
