import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const executed = promisify(execFile);

/** Milliseconds that any tool may take. */
const limit = 600_000;

/** Runs a program to its end, and gives what it wrote. Rejects, with what it said, where it fails. */
export async function run(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  const { cwd, env } = options;
  const { stdout } = await executed(program, args, {
    ...(cwd && { cwd }),
    env: { ...process.env, ...env },
    timeout: limit,
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

/** Whether a program can be started. */
export async function isInstalled(program: string): Promise<boolean> {
  return await run('sh', ['-c', `command -v ${program}`]).then(Boolean, () => false);
}
