import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { type CliDeps, isInteractive } from './cli-deps.ts';
import { Cancelled, CommandError } from './command-error.ts';

/**
 * Has a question answered in the terminal; what is typed is shown on `output`. Throws `Cancelled` on
 * Ctrl-C and at the end of input.
 */
async function ask(
  { stdin, stderr, signal }: CliDeps,
  question: string,
  output: Writable,
): Promise<string> {
  const ending = new AbortController();
  // From here on the terminal itself shows nothing of what is typed: the question comes after.
  const lines = createInterface({ input: stdin, output, terminal: true });
  lines.once('SIGINT', () => ending.abort());
  lines.once('close', () => ending.abort());
  const isShown = output === stderr;
  if (!isShown) stderr.write(question);
  try {
    const options = { signal: AbortSignal.any([signal, ending.signal]) };
    return await lines.question(isShown ? question : '', options);
  } catch (error) {
    if (signal.aborted || ending.signal.aborted) throw new Cancelled();
    throw error;
  } finally {
    if (!isShown) stderr.write('\n');
    lines.close();
  }
}

/** Asks for a secret, which is not shown while it is typed. */
export async function askSecret(deps: CliDeps, question: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  return (await ask(deps, question, silent)).trim();
}

/**
 * Has somebody confirm what cannot be undone; `yes` did so already. Throws `Cancelled` where it is
 * refused, and `CommandError` where nobody can be asked.
 */
export async function confirm(deps: CliDeps, question: string, yes: boolean): Promise<void> {
  if (yes) return;
  if (!isInteractive(deps)) {
    throw new CommandError(`${question} Nobody can be asked here: add --yes to confirm.`);
  }
  const answer = await ask(deps, `${question} [y/N] `, deps.stderr);
  if (!/^y(es)?$/i.test(answer.trim())) throw new Cancelled();
}
