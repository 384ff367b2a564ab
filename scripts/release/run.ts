import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const executed = promisify(execFile);

interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds that it may take; by default an hour, for a machine that is slow or busy. */
  readonly limit?: number;
}

/**
 * Runs a program to its end, and gives what it wrote. Rejects, with what it said, where it fails, and where it takes
 * too long.
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
    throw new Error(`${program} was ended: it took longer than ${limit / 1000} s.`, { cause });
  }
}

/** Whether a program can be started. */
export async function isInstalled(program: string): Promise<boolean> {
  return await run('sh', ['-c', `command -v ${program}`]).then(Boolean, () => false);
}
