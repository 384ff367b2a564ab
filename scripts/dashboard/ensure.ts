// What a start does first. It loads what builds only where that is needed: a server that is installed with
// `npm ci --omit=dev` does not have it.

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { dashboardFolder } from '../../src/server/dashboard-folder.ts';

const root = join(import.meta.dirname, '../..');

/** What the built dashboard, the command and the documentation beside it depend on. */
const sources = [
  ...['src/dashboard', 'src/solo5', 'cli', 'docs', 'CHANGELOG.md', 'CONTRIBUTING.md'],
  ...['scripts/docs-pages', 'src/base/errors.ts', 'vite.config.ts', 'package-lock.json'],
];

/**
 * Builds the dashboard where it is missing or older than its sources, and says so. Where the tools
 * for that are not installed, says what to do about it and goes on without.
 */
export async function ensureDashboard(say: (line: string) => void): Promise<void> {
  const built = await changedAt(join(dashboardFolder, 'index.html'));
  if (built !== null && built >= (await newestSource())) return;
  if (!(await hasTools())) {
    if (built === null) say(withoutTools);
    return;
  }
  say(
    `Building the dashboard, since it is ${built === null ? 'missing' : 'older than its sources'} …`,
  );
  const { buildDashboard } = await import('./build.ts');
  await buildDashboard();
}

const withoutTools =
  'The dashboard is not built, and its tools are not installed: this runs without it. ' +
  'For the dashboard, run `npm ci && npm run build:dashboard` first.';

async function hasTools(): Promise<boolean> {
  try {
    await import('vite');
    return true;
  } catch (error) {
    if (Reflect.get(Object(error), 'code') === 'ERR_MODULE_NOT_FOUND') return false;
    throw error;
  }
}

async function newestSource(): Promise<number> {
  const times = await Promise.all(sources.map((source) => newestBelow(join(root, source))));
  return Math.max(...times);
}

/** When a file, or any below a folder, was last changed: milliseconds since 1970. */
async function newestBelow(path: string): Promise<number> {
  const status = await stat(path);
  if (!status.isDirectory()) return status.mtimeMs;
  const names = await readdir(path);
  const times = await Promise.all(names.map((name) => newestBelow(join(path, name))));
  return Math.max(status.mtimeMs, ...times);
}

async function changedAt(file: string): Promise<number | null> {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    if (Reflect.get(Object(error), 'code') === 'ENOENT') return null;
    throw error;
  }
}
