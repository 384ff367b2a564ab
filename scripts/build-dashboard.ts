import { ensureDashboard } from './dashboard/ensure.ts';

// `--if-needed`: a start, which goes on without where the tools are not installed.
if (process.argv.includes('--if-needed')) {
  await ensureDashboard((line) => console.log(line));
} else {
  const { buildDashboard } = await import('./dashboard/build.ts');
  await buildDashboard();
}
