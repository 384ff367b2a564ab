import { type ChildProcess, fork, type Serializable } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';

/** As `npm start` has Node run the server; a release has another allocator. */
const asStarted = {
  execArgv: ['--max-semi-space-size=4', '--no-parallel-scavenge'],
  env: { ...process.env, MALLOC_ARENA_MAX: '1' },
};

/** A process of its own, and what it has told. It ends with its disposal. */
export interface Child<T> extends AsyncDisposable {
  readonly told: T;
  readonly pid: number;
  /** Tells the process something, where it listens (`process.on('message')`). */
  tell(message: Serializable): void;
  /** Asks the process something, and gives what it tells next. */
  ask(message: Serializable): Promise<unknown>;
}

/**
 * Runs `processes/NAME.ts` with `options` in a process of its own and waits for the one thing that
 * it tells: where it listens, or what it has measured. What is measured is never alone in its
 * process with what measures it.
 */
export async function startChild<S extends z.ZodType>(
  name: string,
  options: unknown,
  schema: S,
): Promise<Child<z.output<S>>> {
  const file = fileURLToPath(new URL(`processes/${name}.ts`, import.meta.url));
  const forked = fork(file, [JSON.stringify(options)], {
    ...(name === 'server' && asStarted),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = new AbortController();
  forked.once('exit', () => gone.abort(new Error(`the process ${name} has ended`)));
  const dispose = () => end(forked);
  try {
    const [told] = await Promise.race([once(forked, 'message'), failure(name, forked)]);
    return {
      told: schema.parse(told),
      pid: forked.pid ?? 0,
      tell: (message) => void forked.send(message),
      ask: async (message) => {
        const answer = once(forked, 'message', { signal: gone.signal });
        forked.send(message);
        return (await answer)[0];
      },
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** What a process tells that has nothing else to do. */
export async function runChild<S extends z.ZodType>(
  name: string,
  options: unknown,
  schema: S,
): Promise<z.output<S>> {
  await using child = await startChild(name, options, schema);
  return child.told;
}

async function failure(name: string, forked: ChildProcess): Promise<never> {
  const [code] = await once(forked, 'exit');
  throw new Error(`the process ${name} ended with ${code} before it told anything`);
}

/** Without its parent's channel a process ends by itself (`tellParent`). */
async function end(forked: ChildProcess): Promise<void> {
  if (forked.exitCode !== null || forked.signalCode !== null) return;
  const exited = once(forked, 'exit');
  if (forked.connected) forked.disconnect();
  await exited;
}
