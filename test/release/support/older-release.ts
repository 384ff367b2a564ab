import { appendFile, mkdir, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from '../../../scripts/release/about.ts';
import { bundleServer } from '../../../scripts/release/bundle-server.ts';
import { run } from '../../../scripts/release/run.ts';

/** Where each change of the tables is a file of its own. */
const migrations = 'src/database/migrations/sqlite';

const manifestSchema = z.object({ dependencies: z.record(z.string(), z.string()) });

/**
 * Makes the folder of an older release from that of today's: its server is of the commit before the newest change
 * of the tables, its settings file has another text. Null where the history does not reach that far back.
 */
export async function makeOlderRelease(today: string, folder: string): Promise<string | null> {
  const git = (...args: string[]) => run('git', args, { cwd: root });
  const newest = ['log', '-1', '--format=%H^', '--diff-filter=A', '--', migrations];
  const commit = (await git(...newest)).trim();
  const sources = join(folder, 'sources');
  const tree = join(folder, 'fulmar');
  await mkdir(sources, { recursive: true });
  const archive = join(folder, 'sources.tar');
  try {
    await git('archive', '-o', archive, commit, 'src', 'package.json');
  } catch {
    return null;
  }
  await run('tar', ['-x', '-f', archive, '-C', sources]);
  await symlink(join(root, 'node_modules'), join(sources, 'node_modules'));
  await installMissing(sources, folder);
  await run('cp', ['-a', today, tree]);
  const server = join(tree, 'lib/server');
  for (const name of await readdir(server)) {
    if (/^migrations$|\.js$/.test(name) && name !== 'show.js') {
      await rm(join(server, name), { recursive: true });
    }
  }
  await bundleServer(server, sources);
  await appendFile(join(tree, 'fulmar.env'), '# of an older release\n');
  return tree;
}

/** What it used and we no longer do, in `folder`, which is above its sources: packages are looked for there, too. */
async function installMissing(sources: string, folder: string): Promise<void> {
  const before = await dependenciesOf(sources);
  const now = await dependenciesOf(root);
  const missing = Object.entries(before).filter(([name]) => !(name in now));
  if (missing.length === 0) return;
  const packages = missing.map(([name, version]) => `${name}@${version}`);
  const options = ['--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...options, '--prefix', folder, ...packages]);
}

async function dependenciesOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const manifest = await readFile(join(folder, 'package.json'), 'utf8');
  return manifestSchema.parse(JSON.parse(manifest)).dependencies;
}
