import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { digestOf } from '../build/digest.ts';
import { changedAt, hasTool } from '../build/freshness.ts';
import { removeUnfinished } from '../build/remove-unfinished.ts';

const root = join(import.meta.dirname, '../..');
const fromSources = join(root, 'src/main.ts');

/** The folder of a bundle is called this and the digest of its sources. */
const prefix = 'server-';

/** The folder in which one is being built is called this and something random. */
const unfinished = 'making-server-';

/** Where the bundles go, and what builds one into a folder: `main.js` and the files that it needs. */
export interface Bundling {
  readonly dist: string;
  /** The files and folders of the repository that a bundle depends on. */
  readonly sources: () => readonly string[];
  readonly bundle: (folder: string) => Promise<void>;
}

const usual: Bundling = {
  dist: join(root, 'dist'),
  sources: serverSources,
  async bundle(folder) {
    const { bundleServer } = await import('../release/bundle-server.ts');
    await bundleServer(folder);
  },
};

/**
 * Gives the file to start the server from: a bundle of the present sources, which starts in half the time and is built
 * if there is none; or, if it cannot be built, the entry point of the sources. The reason is reported with `say`,
 * unless it is that the development tools are not installed.
 */
export async function ensureServer(
  say: (line: string) => void,
  bundling: Bundling = usual,
): Promise<string> {
  const program = programOf(bundling);
  if ((await changedAt(program)) !== null) return program;
  if (!(await hasTool(() => import('rolldown')))) return fromSources;
  try {
    return await buildServer(bundling);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    say(`The server starts from its sources, since bundling it failed: ${why}`);
    return fromSources;
  }
}

/** Bundles the present sources, if that is not done yet, and gives the file to start from. Rejects if that fails. */
export async function buildServer(bundling: Bundling = usual): Promise<string> {
  const program = programOf(bundling);
  if ((await changedAt(program)) === null) await make(dirname(program), bundling);
  return program;
}

function programOf({ dist, sources }: Bundling): string {
  return join(dist, `${prefix}${digestOf(root, sources()).slice(0, 16)}`, 'main.js');
}

/** What the server is bundled from: all rooms except the dashboard, and the bundling itself. */
function serverSources(): string[] {
  const rooms = readdirSync(join(root, 'src')).filter((name) => name !== 'dashboard');
  const own = ['scripts/release/bundle-server.ts', 'scripts/release/without-fetch.ts'];
  return [...rooms.map((name) => `src/${name}`), ...own, 'package-lock.json'];
}

/** Moves a finished bundle to its folder as a whole, unless another start at the same time was quicker. */
async function make(folder: string, { dist, bundle }: Bundling): Promise<void> {
  await mkdir(dist, { recursive: true });
  await removeUnfinished(dist, unfinished);
  const made = await mkdtemp(join(dist, unfinished));
  try {
    await bundle(join(made, 'new'));
    await rename(join(made, 'new'), folder).catch(unlessThere);
    await removeOlder(basename(folder), dist);
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

/** Removes all other bundles except the newest: a running server loads some of its parts only when it needs them. */
async function removeOlder(name: string, dist: string): Promise<void> {
  const others = (await readdir(dist)).filter((each) => each.startsWith(prefix) && each !== name);
  const dated = await Promise.all(
    others.map(async (each) => ({ each, at: (await changedAt(join(dist, each, 'main.js'))) ?? 0 })),
  );
  dated.sort((one, other) => other.at - one.at);
  for (const { each } of dated.slice(1))
    await rm(join(dist, each), { recursive: true, force: true });
}

function unlessThere(error: unknown): void {
  if (!['EEXIST', 'ENOTEMPTY'].includes(Reflect.get(Object(error), 'code'))) throw error;
}
