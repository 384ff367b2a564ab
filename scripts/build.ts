import { buildDashboard } from './dashboard/build.ts';
import { buildServer } from './server/ensure.ts';

await buildDashboard();
await buildServer();
