import { relative } from 'node:path';
import { ensureDashboard } from './dashboard/ensure.ts';
import { ensureServer } from './server/ensure.ts';

// What `npm start` runs first: it builds what is missing or older than its sources, reports that on standard error, and
// prints on standard output the file to start the server from.
const say = (line: string) => console.error(line);
await ensureDashboard(say);
console.log(relative(process.cwd(), await ensureServer(say)));
