import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { CommandError } from '../../output/command-error.ts';
import { size } from '../../output/words.ts';
import type { Context } from '../context.ts';
import { newCommand, type Run } from '../new-command.ts';
import { askLocal } from './ask-local.ts';
import { findLocalServer, type ServerOptions } from './local-server.ts';
import { dataOption, passphraseOption, programOption, settingsOption } from './options.ts';
import { readPassphrase } from './passphrase.ts';
import { backupAnswer, tellContents } from './tell-contents.ts';

const written = backupAnswer.extend({ file: z.string(), size: z.number() });

interface BackupOptions extends ServerOptions {
  readonly images?: true;
  readonly consoles?: true;
  readonly passphraseFile?: string;
}

/** `server backup`: all that the server knows, with its key, in one encrypted file. */
export const backupCommand = (run: Run) => {
  const command = newCommand('backup', {
    summary: 'Write everything that the server keeps into one encrypted file',
    description:
      'While the server runs, it writes the file itself, as its user, and serves meanwhile; else its ' +
      'program does. The file is read through once before it has its name.',
    examples: [
      [
        'sudo -u fulmar fulmar server backup /var/lib/fulmar/backups/today.backup --data /var/lib/fulmar',
        'asks for a passphrase',
      ],
      [
        'fulmar server backup all.backup --images --consoles --passphrase-file pass',
        'for a script',
      ],
    ],
  })
    .argument('<file>', 'where it goes; nothing may be there')
    .option('--images', 'with the images of unikernels, which rollbacks need')
    .option('--consoles', 'with what unikernels have printed')
    .option(...passphraseOption)
    .option(...dataOption)
    .option(...settingsOption)
    .option(...programOption);
  return command.action((file, options) =>
    run(command, (context) => backUp(context, file, options)),
  );
};

async function backUp({ deps, out }: Context, named: string, options: BackupOptions) {
  const server = await findLocalServer(deps, options);
  const { passphraseFile } = options;
  const passphrase = await readPassphrase(deps, {
    isNew: true,
    ...(passphraseFile !== undefined && { passphraseFile }),
  });
  const file = resolve(named);
  const { images = false, consoles = false } = options;
  const body = { file, passphrase, images, consoles };
  const answer = written.parse(await askLocal(server, 'server/backup', body, deps.signal));
  await expectThere(answer);
  out.result(answer, () => `${file}: ${size(answer.size)}, verified: ${tellContents(answer)}.`);
}

/** A server with a `/tmp` of its own (`PrivateTmp`) writes where nobody else sees it. */
async function expectThere({ file, size: octets }: z.output<typeof written>): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (found?.size === octets) return;
  throw new CommandError(
    `The server says that it has written ${file}, and it is not to be seen here: its unit may give it a /tmp of ` +
      'its own. Name a file in another folder.',
  );
}
