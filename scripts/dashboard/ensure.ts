// What a start does first. It loads what builds only where that is needed: a server that is installed with
// `npm ci --omit=dev` does not have it.

import { join } from 'node:path';
import { dashboardFolder } from '../../src/server/dashboard-folder.ts';
import { changedAt, hasTool, isCurrent } from '../build/freshness.ts';

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
  const page = join(dashboardFolder, 'index.html');
  if (await isCurrent(page, sources)) return;
  const isMissing = (await changedAt(page)) === null;
  if (!(await hasTool(() => import('vite')))) {
    if (isMissing) say(withoutTools);
    return;
  }
  say(`Building the dashboard, since it is ${isMissing ? 'missing' : 'older than its sources'} …`);
  const { buildDashboard } = await import('./build.ts');
  await buildDashboard();
}

const withoutTools =
  'The dashboard is not built, and its tools are not installed: this runs without it. ' +
  'For the dashboard, run `npm ci && npm run build:dashboard` first.';
