import { CommanderError } from '@commander-js/extra-typings';
import { adviceOn } from './api/advice.ts';
import { contextOf } from './commands/context.ts';
import type { CliDeps } from './output/cli-deps.ts';
import { CommandError } from './output/command-error.ts';
import { exitCodes } from './output/exit-codes.ts';
import { safeLines } from './output/safe-text.ts';
import { hideTokens, warnOfTokens } from './output/token-text.ts';
import { createProgram } from './program.ts';

/** Runs the command with these words; resolves with its exit code, and never rejects. */
export async function run(words: readonly string[], deps: CliDeps): Promise<number> {
  const { stdout, stderr, signal } = deps;
  const complain = (text: string) => stderr.write(`${safeLines(hideTokens(text))}\n`);
  warnOfTokens(words, complain);
  const program = createProgram((command, work) => work(contextOf(deps, command)), {
    writeOut: (text) => stdout.write(text),
    writeErr: (text) => complain(text.trimEnd()),
  });
  try {
    await program.parseAsync(words, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    if (error instanceof CommandError) {
      complain(error.message);
      const advice = adviceOn(error.cause instanceof CommandError ? error.cause : error, deps);
      if (advice !== null) complain(advice);
      return error.exitCode;
    }
    if (signal.aborted) return exitCodes.cancelled;
    complain(error instanceof Error ? error.message : `${error}`);
    return exitCodes.failed;
  }
}
