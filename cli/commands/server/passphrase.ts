import { readFile } from 'node:fs/promises';
import { askSecret } from '../../output/ask.ts';
import { type CliDeps, isInteractive } from '../../output/cli-deps.ts';
import { CommandError } from '../../output/command-error.ts';

export interface PassphraseOptions {
  readonly passphraseFile?: string;
  /** Whether it is a new one, which is asked for twice. */
  readonly isNew: boolean;
}

/**
 * The passphrase of a backup: of a file, the environment, or whoever sits there; never of the command line,
 * which everybody on the machine can read. Throws `CommandError`.
 */
export async function readPassphrase(
  deps: CliDeps,
  { passphraseFile, isNew }: PassphraseOptions,
): Promise<string> {
  if (passphraseFile !== undefined) return expectGiven(await readGiven(passphraseFile));
  const { FULMAR_BACKUP_PASSPHRASE: given } = deps.environment;
  if (given) return given;
  if (!isInteractive(deps)) {
    throw new CommandError(
      'There is no passphrase: give it with --passphrase-file, or in FULMAR_BACKUP_PASSPHRASE.',
    );
  }
  const passphrase = expectGiven(await askSecret(deps, 'Passphrase of the backup: '));
  if (isNew && passphrase !== (await askSecret(deps, 'Once more: '))) {
    throw new CommandError('These were two different passphrases.');
  }
  return passphrase;
}

/**
 * As the server reads the file of its setting, but of one line alone: whoever believes that the first
 * one counts must not find out when the backup has to be opened.
 */
async function readGiven(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : `${cause}`;
    throw new CommandError(`The passphrase cannot be read: ${reason}.`, undefined, { cause });
  });
  const given = text.trim();
  if (!/[\r\n]/.test(given)) return given;
  throw new CommandError(
    `${file} has several lines, and the passphrase is to be alone in it. One that has several itself is given in FULMAR_BACKUP_PASSPHRASE.`,
  );
}

function expectGiven(passphrase: string): string {
  if (passphrase !== '') return passphrase;
  throw new CommandError('The passphrase is empty.');
}
