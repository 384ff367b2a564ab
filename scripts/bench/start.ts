import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { ensureDashboard } from '../dashboard/build.ts';
import { readAbout, root } from '../release/about.ts';
import { makeTree } from '../release/make-tree.ts';
import { run } from '../release/run.ts';
import { inTurn, timed } from './measure.ts';
import type { BenchOptions, Row } from './row.ts';

/** Version 0.1.0 in the history of this repository; it runs with the packages and the dashboard of today. */
const formerVersion = '80e7efee5aa657ef411027b36eb08bcfb5c7a7b2';

/** Milliseconds that any start may take. */
const startLimit = 60_000;

/** How a server is started. */
interface Program {
  readonly folder: string;
  readonly command: string;
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * How long a server takes from its start to the first good answer of `/readyz`, with a database that
 * is there already, as a release and from its sources, against version 0.1 from its sources.
 */
export async function benchStart({ quick }: BenchOptions): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'fulmar-bench-start-'));
  try {
    await ensureDashboard(() => {});
    const former = await checkOutFormer(folder);
    const programs = [
      { ...(await makeRelease(folder)), what: 'a release', atMost: 0.4 },
      { ...ownSources(folder), what: '`npm start`, once its shell is done', atMost: 0.65 },
    ];
    const rows: Row[] = [];
    for (const { what, atMost, ...program } of programs) {
      const start = (one: Program, data: string) => () => timeToReady(one, join(folder, data));
      const rounds = quick ? 3 : 9;
      const data = `data-${rows.length}`;
      const { ours, bare, each } = await inTurn(
        rounds,
        start(program, data),
        start(former, 'former-data'),
      );
      rows.push({
        what: `the start of ${what}, to the first answer of \`/readyz\``,
        figure: `${ours.toFixed(0)} ms`,
        against: `version 0.1 from its sources, ${bare.toFixed(0)} ms`,
        ...{ measured: ours / bare, each, bound: { atMost } },
      });
    }
    return rows;
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function checkOutFormer(folder: string): Promise<Program> {
  const former = join(folder, 'former');
  const archive = `${former}.tar`;
  await mkdir(former);
  await run('git', ['archive', '-o', archive, formerVersion], { cwd: root });
  await run('tar', ['-x', '-f', archive, '-C', former]);
  for (const name of ['node_modules', 'dist']) await symlink(join(root, name), join(former, name));
  return { folder: former, ...node('src/main.ts'), environment: {} };
}

async function makeRelease(folder: string): Promise<Program> {
  const tree = join(folder, 'release');
  await makeTree(tree, await readAbout(), { dashboard: 'as built' });
  const environment = { CACHE_DIRECTORY: join(folder, 'cache') };
  return { folder: tree, command: join(tree, 'bin/fulmar-server'), words: [], environment };
}

/** What `npm start` ends in. */
function ownSources(folder: string): Program {
  const environment = { NODE_COMPILE_CACHE: join(folder, 'compiled') };
  return { folder: root, ...node('src/main.ts'), environment };
}

const node = (file: string) => ({ command: process.execPath, words: [file] });

/** Milliseconds. The server has ended in order, and written what it keeps, when this resolves. */
async function timeToReady(program: Program, data: string): Promise<number> {
  const { PATH = '' } = process.env;
  const port = await freePort();
  const server = spawn(program.command, program.words, {
    cwd: program.folder,
    env: {
      ...{ PATH, ...program.environment, FULMAR_DATA: data, FULMAR_PORT: `${port}` },
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    // Before this line it cannot be ended in order, and would not keep what it has compiled.
    const begun = said(server.stdout, 'the server listens');
    const time = await timed(() => untilReady(server, `http://127.0.0.1:${port}/readyz`));
    await begun;
    return time;
  } finally {
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    if (server.exitCode === null) await ended;
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
