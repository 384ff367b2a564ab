import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const executed = promisify(execFile);

interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** In milliseconds, how long it may take; by default an hour, for slow or busy machines. */
  readonly limit?: number;
}

/**
 * Runs a program to its end, and gives what it wrote to standard output. Rejects if it fails, with what it said, and
 * if it takes too long.
 */
export async function run(
  program: string,
  args: readonly string[],
  { cwd, env, limit = 3_600_000 }: RunOptions = {},
): Promise<string> {
  try {
    const { stdout } = await executed(program, args, {
      ...(cwd && { cwd }),
      env: { ...process.env, ...env },
      timeout: limit,
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout;
  } catch (cause) {
    if (!(cause instanceof Error) || Reflect.get(cause, 'killed') !== true) throw cause;
    throw new Error(`${program} was stopped because it took longer than ${limit / 1000} s.`, {
      cause,
    });
  }
}

/** Whether a program can be started. */
export async function isInstalled(program: string): Promise<boolean> {
  return await run('sh', ['-c', `command -v ${program}`]).then(Boolean, () => false);
}
