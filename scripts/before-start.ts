import { relative } from 'node:path';
import { ensureDashboard } from './dashboard/ensure.ts';
import { ensureServer } from './server/ensure.ts';

// What `npm start` does first: it builds what is missing or older than its sources, says so on standard error, and
// names on standard output the file to start the server from.
const say = (line: string) => console.error(line);
await ensureDashboard(say);
console.log(relative(process.cwd(), await ensureServer(say)));
