import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { run } from '../../../cli/run.ts';

/** How the command ended, and what it said. */
export interface Told {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Call {
  readonly environment?: Readonly<Record<string, string>>;
  /** By default Linux. */
  readonly platform?: NodeJS.Platform;
  /** What it reads from standard input; by default nothing. */
  readonly stdin?: string;
  /** Aborted as by Ctrl-C. */
  readonly signal?: AbortSignal;
  /** Called with all that it has printed, as it prints. */
  readonly watch?: (printed: string) => void;
  /** The same of what it says on standard error. */
  readonly watchErrors?: (said: string) => void;
}

/**
 * Calls the command in this process, with an environment and a home folder of its own. What a
 * process adds to that is tried in `process.test.ts`.
 */
export async function callCommand(
  home: string,
  words: readonly string[],
  {
    environment = {},
    platform = 'linux',
    stdin = '',
    signal = new AbortController().signal,
    watch,
    watchErrors,
  }: Call = {},
): Promise<Told> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  let printed = '';
  stdout.on('data', (chunk: Buffer) => {
    printed += chunk;
    watch?.(printed);
  });
  let complained = '';
  stderr.on('data', (chunk: Buffer) => {
    complained += chunk;
    watchErrors?.(complained);
  });
  const said = Promise.all([text(stdout), text(stderr)]);
  const streams = { stdin: Readable.from([stdin]), stdout, stderr };
  const code = await run(words, {
    ...{ environment, platform, home, signal, now: Date.now },
    ...streams,
  });
  stdout.end();
  stderr.end();
  const [out, err] = await said;
  return { code, stdout: out, stderr: err };
}
