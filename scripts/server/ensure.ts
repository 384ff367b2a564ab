import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { hasTool, isCurrent } from '../build/freshness.ts';

const root = join(import.meta.dirname, '../..');
const fromSources = join(root, 'src/main.ts');

/** Where the bundle goes, and what makes it: its `main.js` and the files beside that, in a folder. */
export interface Bundling {
  readonly dist: string;
  readonly bundle: (folder: string) => Promise<void>;
}

const usual: Bundling = {
  dist: join(root, 'dist'),
  async bundle(folder) {
    const { bundleServer } = await import('../release/bundle-server.ts');
    await bundleServer(folder);
  },
};

/**
 * Gives the file to start the server from: a bundle, which starts in half the time of the sources and is made anew
 * where it is older than they; or the sources, where it cannot be made, which is said unless its tools are not
 * installed.
 */
export async function ensureServer(
  say: (line: string) => void,
  { dist, bundle }: Bundling = usual,
): Promise<string> {
  const folder = join(dist, 'server');
  const program = join(folder, 'main.js');
  if (await isCurrent(program, await serverSources())) return program;
  if (!(await hasTool(() => import('rolldown')))) return fromSources;
  try {
    await replace(folder, dist, bundle);
    return program;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    say(`The server starts from its sources, since it could not be bundled: ${why}`);
    return fromSources;
  }
}

/** What of the repository is in the server: all rooms but the dashboard. */
async function serverSources(): Promise<string[]> {
  const rooms = (await readdir(join(root, 'src'))).filter((name) => name !== 'dashboard');
  const own = ['scripts/release/bundle-server.ts', 'scripts/release/without-fetch.ts'];
  return [...rooms.map((name) => `src/${name}`), ...own, 'package-lock.json'];
}

/** A start beside this one finds the whole of the old bundle, or of the new one. */
async function replace(folder: string, dist: string, bundle: Bundling['bundle']): Promise<void> {
  await mkdir(dist, { recursive: true });
  const made = await mkdtemp(join(dist, 'making-server-'));
  try {
    await bundle(join(made, 'new'));
    await rename(folder, join(made, 'old')).catch(unlessMissing);
    await rename(join(made, 'new'), folder);
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

function unlessMissing(error: unknown): void {
  if (Reflect.get(Object(error), 'code') !== 'ENOENT') throw error;
}
