import { appendFile, mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../../scripts/release/about.ts';
import { bundleServer } from '../../../scripts/release/bundle-server.ts';
import { run } from '../../../scripts/release/run.ts';

/** Where each change of the tables is a file of its own. */
const migrations = 'src/database/migrations/sqlite';

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
