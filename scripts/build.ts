import { buildDashboard } from './dashboard/build.ts';
import { ensureServer } from './server/ensure.ts';

await buildDashboard();
await ensureServer((line) => console.error(line));
