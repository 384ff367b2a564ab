import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** The command's source, which Node runs as it stands. */
export const commandSource = join(import.meta.dirname, '../../../cli/main.ts');

export interface Process {
  readonly home: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Another user, by number. */
  readonly user?: number;
  /** Called with the process and with all that it has printed, as it prints. */
  readonly watch?: (child: ChildProcess, printed: string) => void;
}

/** Runs a program as a process, with nothing of our environment but what a process needs. */
export async function runProcess(
  program: string,
  words: readonly string[],
  { home, environment = {}, watch, user }: Process,
) {
  const { PATH = '', NODE_COMPILE_CACHE } = process.env; // what is compiled once is kept, for all of them
  const child = spawn(program, words, {
    cwd: home,
    env: { PATH, NODE_COMPILE_CACHE, HOME: home, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(user !== undefined && { uid: user, gid: user }),
  });
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk;
    watch?.(child, printed);
  });
  const ended = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await ended;
  return { code: child.exitCode, stdout, stderr };
}

/** Runs the command as a process. */
export const runCommand = (words: readonly string[], how: Process) =>
  runProcess(process.execPath, [commandSource, ...words], how);
