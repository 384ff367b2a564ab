import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { builtDashboard } from '../support/shared/shared.ts';

/** What a shell line printed; the line has failed where `code` is not 0. */
export interface ShellResult {
  readonly code: number;
  readonly output: string;
}

/** The demonstration as `npm run demo` starts it, and what it printed. */
export interface Demonstration {
  readonly printed: string;
  stop(): Promise<number>;
}

/** How long the start may take, in milliseconds. */
const startTime = 35_000;

/** Starts the demonstration on a free port and waits for all that it says. */
export async function startDemonstration(): Promise<Demonstration> {
  await builtDashboard(); // it would build it itself, beside other tests that do
  const child = spawn(process.execPath, ['scripts/demo.ts'], {
    env: { ...process.env, FULMAR_PORT: '0', npm_config_user_agent: 'npm/10.8.2 node/v20.19.2' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  const ready = Promise.withResolvers<void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    if (/\/api\/unikernels\n\n$/.test(printed)) ready.resolve();
  });
  child.once('exit', (code) => ready.reject(new Error(`the demonstration ended with ${code}`)));
  // Whoever waits for it may have given up then, and would never stop it.
  const limit = setTimeout(() => child.kill('SIGINT'), startTime);
  await ready.promise.finally(() => clearTimeout(limit));
  return {
    printed,
    stop: async () => {
      if (child.kill('SIGINT')) await once(child, 'exit');
      return child.exitCode ?? -1;
    },
  };
}

/** Runs a line as a person would who pastes it. */
export async function runInShell(line: string): Promise<ShellResult> {
  try {
    const { stdout } = await promisify(execFile)('bash', ['-c', line], { encoding: 'utf8' });
    return { code: 0, output: stdout };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'stdout' in error)) throw error;
    return { code: Number(error.code), output: `${error.stdout}` };
  }
}
