import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../release/about.ts';
import { run } from '../release/run.ts';
import { ensureServer } from '../server/ensure.ts';
import type { Program } from './released.ts';

/** Version 0.1.0 in the history of this repository; it runs with the packages and the dashboard of today. */
const formerVersion = '80e7efee5aa657ef411027b36eb08bcfb5c7a7b2';

/** Version 0.1 from its sources, put into a folder. */
export async function checkOutFormer(folder: string): Promise<Program> {
  const former = join(folder, 'former');
  const archive = `${former}.tar`;
  await mkdir(former);
  await run('git', ['archive', '-o', archive, formerVersion], { cwd: root });
  await run('tar', ['-x', '-f', archive, '-C', former]);
  for (const name of ['node_modules', 'dist']) await symlink(join(root, name), join(former, name));
  return { folder: former, ...node('src/main.ts'), environment: {} };
}

/** The server as `npm start` runs it, with its compiled code kept in the folder. */
export async function ownServer(folder: string): Promise<Program> {
  const environment = { NODE_COMPILE_CACHE: join(folder, 'compiled') };
  return { folder: root, ...node(await ensureServer(() => {})), environment };
}

const node = (file: string) => ({ command: process.execPath, words: [file] });
