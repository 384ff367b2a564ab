import { buildDashboard, ensureDashboard } from './dashboard/build.ts';

// `--if-needed`: a start, which goes on without where the tools are not installed.
if (process.argv.includes('--if-needed')) await ensureDashboard((line) => console.log(line));
else await buildDashboard();
