import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { readAbout } from '../release/about.ts';
import { makeTree } from '../release/make-tree.ts';

/** Milliseconds that any start may take. */
const startLimit = 60_000;

/** How a server is started. */
export interface Program {
  readonly folder: string;
  readonly command: string;
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** A server that listens. Its disposal ends it in order, and it has written what it keeps then. */
export interface StartedProgram extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
}

/** Makes the tree of a release in a folder. */
export async function makeRelease(folder: string): Promise<Program> {
  const tree = join(folder, 'release');
  await makeTree(tree, await readAbout(), { dashboard: 'as built' });
  const environment = { CACHE_DIRECTORY: join(folder, 'cache') };
  return { folder: tree, command: join(tree, 'bin/fulmar-server'), words: [], environment };
}

/** Starts a server with its data in a folder, and waits until `/readyz` says that all is well. */
export async function startProgram(program: Program, data: string): Promise<StartedProgram> {
  const { PATH = '' } = process.env;
  const port = await freePort();
  const settings = { FULMAR_DATA: data, FULMAR_PORT: `${port}` };
  const server = spawn(program.command, program.words, {
    cwd: program.folder,
    env: { PATH, ...program.environment, ...settings },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const url = `http://127.0.0.1:${port}`;
  // Before this line it cannot be ended in order, and would not keep what it has compiled.
  const begun = said(server.stdout, 'the server listens');
  const end = async () => {
    await begun;
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    if (server.exitCode === null) await ended;
  };
  try {
    await untilReady(server, `${url}/readyz`);
    return { url, pid: server.pid ?? 0, [Symbol.asyncDispose]: end };
  } catch (error) {
    server.kill('SIGKILL');
    throw error;
  }
}

async function said(output: Readable, words: string): Promise<void> {
  for await (const line of createInterface({ input: output })) if (line.includes(words)) break;
  output.resume();
}

async function untilReady(server: ChildProcess, url: string): Promise<void> {
  const limit = AbortSignal.timeout(startLimit);
  for (;;) {
    const ready = await fetch(url, { signal: limit }).then(
      ({ ok }) => ok,
      () => false, // it does not listen yet
    );
    if (ready) return;
    limit.throwIfAborted();
    if (server.exitCode !== null) throw new Error(`a server ended with ${server.exitCode}`);
    await setTimeout(5);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
