import { resolve } from 'node:path';
import { z } from 'zod';
import { ApiProblem } from '../../api/problem.ts';
import { confirm } from '../../output/ask.ts';
import type { CliDeps } from '../../output/cli-deps.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { askStopped } from './ask-local.ts';
import { findLocalServer, type ServerOptions } from './local-server.ts';
import { dataOption, passphraseOption, programOption, settingsOption } from './options.ts';
import { readPassphrase } from './passphrase.ts';
import { backupAnswer, tellContents } from './tell-contents.ts';

const restored = backupAnswer.extend({
  /** Of the program of another release: nothing. */
  notFound: z.object({ images: z.number(), consoles: z.number() }).optional(),
});

interface RestoreOptions extends ServerOptions {
  readonly replace?: true;
  readonly forgetImages?: true;
  readonly passphraseFile?: string;
}

/** `server restore`: the database of a server that does not run, from a backup. */
export const restoreCommand = (run: Run) => {
  const command = newCommand('restore', {
    summary: 'Make the database of a stopped server from a backup',
    description:
      'Into SQLite or PostgreSQL, as the settings say, whichever the backup is from, and from every older ' +
      'release. All of it is restored, or nothing. Everything automatic is paused until an administrator ' +
      'resumes it.',
    examples: [
      [
        'sudo -u fulmar fulmar server restore today.backup --data /var/lib/fulmar --settings /etc/fulmar/fulmar.env',
        'asks for the passphrase',
      ],
    ],
  })
    .argument('<file>', 'the backup')
    .option('--replace', 'remove the database that is there')
    .option(
      '--forget-images',
      'restore if FULMAR_IMAGES names another place than before, and forget the images that are not there',
    )
    .option(...passphraseOption)
    .option(...dataOption)
    .option(...settingsOption)
    .option(...programOption);
  return command.action((file, options) =>
    run(command, (context) => restore(context, file, options)),
  );
};

async function restore(context: Context, named: string, options: RestoreOptions): Promise<void> {
  const { deps, out, yes } = context;
  const server = await findLocalServer(deps, options);
  const { passphraseFile, replace = false, forgetImages = false } = options;
  const passphrase = await readPassphrase(deps, {
    isNew: false,
    ...(passphraseFile !== undefined && { passphraseFile }),
  });
  const body = {
    ...{ file: resolve(named), passphrase },
    ...(forgetImages && { forgetImages }), // an older program refuses what it does not know
  };
  const ask = async (goes: boolean) => {
    const whole = { ...body, replace: goes };
    return restored.parse(await askStopped(server, 'server/restore', whole, deps.signal));
  };
  const answer = await (replace && !yes ? replaceIfConfirmed(deps, ask) : ask(replace));
  out.result(
    answer,
    () => `Restored what there was on ${answer.createdAt}: ${tellContents(answer)}.`,
  );
  for (const line of describeNotFound(answer.notFound)) out.note(line);
  if (out.json) return;
  out.note(
    'Start the server. Everything automatic is paused until an administrator resumes it, on the page Hosts.',
  );
}

/** Restores where nothing has to go for it, and asks only then, with what there is. */
async function replaceIfConfirmed<T>(
  deps: CliDeps,
  ask: (replace: boolean) => Promise<T>,
): Promise<T> {
  try {
    return await ask(false);
  } catch (error) {
    if (!(error instanceof ApiProblem && asksForReplace(error))) throw error;
    await confirm(deps, `${error.message} Go on?`, false);
    return await ask(true);
  }
}

/** Whether a database that is there is all that is in the way. */
const asksForReplace = ({ code, message }: ApiProblem) =>
  code === 'backup-refused' && message.includes('With --replace');

function describeNotFound(notFound: z.output<typeof restored>['notFound']): readonly string[] {
  const { images = 0, consoles = 0 } = notFound ?? {};
  return [
    ...(images > 0
      ? [
          `${images} of the kept images were not found and are forgotten: their releases cannot be started again. ` +
            'If they are where FULMAR_IMAGES used to point, set it as it was, and restore again with --replace.',
        ]
      : []),
    ...(consoles > 0
      ? [`${consoles} segments of consoles (output of unikernels) were not found.`]
      : []),
  ];
}
