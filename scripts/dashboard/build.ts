import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { dashboardFolder } from '../../src/server/dashboard-folder.ts';
import { removeUnfinished } from '../build/remove-unfinished.ts';
import { buildCommand } from '../cli/build.ts';
import { buildDocs } from '../docs-pages/build.ts';
import { writeAddresses } from './addresses.ts';
import { compressFiles } from './compress.ts';
import { writeSamples } from './samples.ts';

const root = join(import.meta.dirname, '../..');

/**
 * Builds the dashboard, the command and the documentation in a folder aside, and then moves them as a whole to where
 * the server serves them from. `version`: what the command reports; by default, what `package.json` says.
 */
export async function buildDashboard(version?: string): Promise<void> {
  const { build } = await import('vite');
  const dist = dirname(dashboardFolder);
  await mkdir(dist, { recursive: true });
  await removeUnfinished(dist, `${basename(dashboardFolder)}-`);
  const aside = await mkdtemp(`${dashboardFolder}-`);
  const configFile = join(root, 'vite.config.ts');
  try {
    await build({ configFile, logLevel: 'warn', build: { outDir: aside } });
    await buildCommand(join(aside, 'cli'), version);
    await buildDocs(aside);
    await writeAddresses(aside);
    await writeSamples(aside);
    await compressFiles(aside);
    await chmod(aside, 0o755); // a folder of mkdtemp’s is its maker’s alone; a service may be another user
    await rm(dashboardFolder, { recursive: true, force: true });
    await rename(aside, dashboardFolder);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}
