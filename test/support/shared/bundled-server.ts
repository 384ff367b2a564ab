import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { bundleServer } from '../../../scripts/release/bundle-server.ts';
import { ServerProcess } from '../../server/support/server-process.ts';

const root = resolve(import.meta.dirname, '../../..');

/**
 * Bundles the server as a release does, where it finds the packages and the built dashboard of the
 * checkout. `ServerProcess` starts it from there, in half the time that its sources take. It ends
 * with this process.
 */
export async function makeBundledServer(): Promise<void> {
  await mkdir(join(root, 'dist'), { recursive: true });
  const folder = await mkdtemp(join(root, 'dist/test-server-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await bundleServer(folder);
  process.env.FULMAR_TEST_SERVER = join(folder, 'main.js');
  await compile();
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
