import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { CliDeps } from '../../output/cli-deps.ts';

/** Milliseconds for somebody to unlock the keyring. */
const patience = 60_000;

/** What a program is given: a secret comes by its standard input, since everybody can read a command line. */
export interface ProgramCall {
  readonly program: string;
  readonly words: readonly string[];
  readonly input?: string;
}

/** What a program printed; null where it is not there, fails, or takes longer than a minute. Rejects when cancelled. */
export async function callProgram(
  { environment, signal }: Pick<CliDeps, 'environment' | 'signal'>,
  { program, words, input = '' }: ProgramCall,
): Promise<string | null> {
  signal.throwIfAborted();
  const late = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
  const child = spawn(program, [...words], {
    ...{ env: { ...environment }, signal: late },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
  child.stdin.on('error', () => {}); // it ended without reading: its exit code says so
  child.stdin.end(input);
  const [printed, code] = await Promise.all([text(child.stdout).catch(() => ''), ended]);
  signal.throwIfAborted();
  return code === 0 ? printed : null;
}
