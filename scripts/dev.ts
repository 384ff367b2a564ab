import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createServer } from 'vite';

/**
 * For work on Fulmar: the server, which starts anew when a file of its own changes, and the
 * dashboard from its sources, whose pages follow every change. Ctrl-C ends both.
 */
const root = join(import.meta.dirname, '..');

const dashboard = await createServer({ configFile: join(root, 'vite.config.ts') });
await dashboard.listen();
dashboard.printUrls();

const server = spawn(process.execPath, ['--watch', '--watch-preserve-output', 'src/main.ts'], {
  cwd: root,
  stdio: 'inherit',
});
const ended = once(server, 'exit');
const end = () => server.kill();
process.on('SIGINT', end);
process.on('SIGTERM', end);
process.on('exit', end); // Vite ends this process by itself on a signal

await ended;
await dashboard.close();
process.exit();
