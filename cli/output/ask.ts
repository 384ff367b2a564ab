import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { Cancelled, CommandError } from './command-error.ts';
import { isInteractive, type Surroundings } from './surroundings.ts';

/** Has a question answered in the terminal. Throws `Cancelled` on Ctrl-C and at the end of input. */
async function ask(
  { stdin, signal }: Surroundings,
  question: string,
  output: Writable,
): Promise<string> {
  const ending = new AbortController();
  const lines = createInterface({ input: stdin, output, terminal: true });
  lines.once('SIGINT', () => ending.abort());
  lines.once('close', () => ending.abort());
  try {
    return await lines.question(question, { signal: AbortSignal.any([signal, ending.signal]) });
  } catch (error) {
    if (signal.aborted || ending.signal.aborted) throw new Cancelled();
    throw error;
  } finally {
    lines.close();
  }
}

/** Asks for a secret, which is not shown while it is typed. */
export async function askSecret(surroundings: Surroundings, question: string): Promise<string> {
  const { stderr } = surroundings;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  stderr.write(question);
  try {
    return (await ask(surroundings, '', silent)).trim();
  } finally {
    stderr.write('\n');
  }
}

/**
 * Has somebody confirm what cannot be undone; `yes` did so already. Throws `Cancelled` where it is
 * refused, and `CommandError` where nobody can be asked.
 */
export async function confirm(
  surroundings: Surroundings,
  question: string,
  yes: boolean,
): Promise<void> {
  if (yes) return;
  if (!isInteractive(surroundings)) {
    throw new CommandError(`${question} Nobody can be asked here: add --yes to confirm.`);
  }
  const answer = await ask(surroundings, `${question} [y/N] `, surroundings.stderr);
  if (!/^y(es)?$/i.test(answer.trim())) throw new Cancelled();
}
