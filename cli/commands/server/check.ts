import { z } from 'zod';
import { CommandError } from '../../output/command-error.ts';
import type { Out } from '../../output/out.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { askLocal } from './ask-local.ts';
import { findLocalServer, type ServerOptions } from './local-server.ts';
import { dataOption, programOption, settingsOption } from './options.ts';

const finding = z.object({
  check: z.string(),
  state: z.enum(['ok', 'wrong']),
  detail: z.string(),
  advice: z.string().nullable(),
});

const report = z.object({ running: z.boolean(), findings: z.array(finding) });

/** `server check`: what is wrong with the server, and what to do. */
export const checkCommand = (run: Run) => {
  const command = newCommand('check', {
    summary: 'Say what is wrong with the server, and what to do',
    description:
      'Looks at its configuration, database, tables, permissions, disks, FULMAR_URL, certificates, mail server, ' +
      'backups, and at each host with its clock. Where no server runs, its program looks at what it can. Nobody is asked for newer ' +
      'releases, unless FULMAR_RELEASE_URL says whom. Ends with 1 where something is wrong.',
    examples: [['sudo -u fulmar fulmar server check --data /var/lib/fulmar', 'a line for each']],
  })
    .option(...dataOption)
    .option(...settingsOption)
    .option(...programOption);
  return command.action((options) => run(command, (context) => check(context, options)));
};

async function check({ deps, out }: Context, options: ServerOptions): Promise<void> {
  const server = await findLocalServer(deps, options);
  const answer = await askLocal(server, 'server/check', {}, deps.signal);
  const told = report.parse(answer);
  out.result(told, () => told.findings.map((each) => tell(out, each)).join('\n'));
  if (!told.running && !out.json) out.note('The server does not run: its hosts were not asked.');
  const wrong = told.findings.filter(({ state }) => state === 'wrong');
  if (wrong.length > 0)
    throw new CommandError(`Wrong: ${wrong.length} of ${told.findings.length}.`);
}

function tell(out: Out, { check, state, detail, advice }: z.output<typeof finding>): string {
  const word = state === 'ok' ? out.style('green', 'ok   ') : out.style('red', 'wrong');
  return [`${word}  ${check}: ${detail}`, ...(advice === null ? [] : [`       → ${advice}`])].join(
    '\n',
  );
}
