import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundleServer } from '../../../scripts/release/bundle-server.ts';
import { ServerProcess } from '../../server/support/server-process.ts';

const root = resolve(import.meta.dirname, '../../..');
const prefix = 'test-server-';

/**
 * Bundles the server as a release does, where it finds the packages and the built dashboard of the
 * checkout. `ServerProcess` starts it from there, in half the time that its sources take. It ends
 * with this process.
 */
export async function makeBundledServer(): Promise<void> {
  const dist = join(root, 'dist');
  await mkdir(dist, { recursive: true });
  await sweepBundles(dist);
  const folder = await mkdtemp(join(dist, `${prefix}${process.pid}-`));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await bundleServer(folder);
  process.env.FULMAR_TEST_SERVER = join(folder, 'main.js');
  await compile();
}

/** Removes what runs have left that were killed: those whose process, which their name says, is no more. */
export async function sweepBundles(dist: string): Promise<void> {
  for (const name of await readdir(dist)) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number(/^\d+(?=-)/.exec(name.slice(prefix.length))?.[0] ?? 0);
    if (pid === 0 || isAlive(pid)) continue;
    await rm(join(dist, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return Reflect.get(Object(error), 'code') === 'EPERM'; // somebody else's
  }
}

/** Starts it once and has it end in order: a server that is killed leaves no compiled code. */
async function compile(): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'fulmar-compile-'));
  const server = new ServerProcess({ FULMAR_DATA: data });
  try {
    await server.url();
    await server.terminate();
  } finally {
    await server.kill();
    await rm(data, { recursive: true, force: true });
  }
}
