import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../src/emulator/emulator.ts';
import { type Config, readConfig } from '../src/server/configuration.ts';
import { explainFailure } from '../src/server/explain-failure.ts';
import { startServer } from '../src/server/start-server.ts';
import { ensureDashboard } from './dashboard/ensure.ts';
import { commandLines } from './demo/command-lines.ts';
import { curlLines } from './demo/curl-lines.ts';
import { writeImages } from './demo/images.ts';
import { prepare } from './demo/prepare.ts';

/** Milliseconds between the lines of an emulated console: soon enough to be seen. */
const consoleInterval = 1000;

/** Starts the server with an emulated host, in a folder of its own that ends with it. */
async function demonstrate(stack: AsyncDisposableStack): Promise<void> {
  await ensureDashboard((line) => console.log(line));
  const folder = await mkdtemp(join(tmpdir(), 'fulmar-demo-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const hostFolder = join(folder, 'host');
  await mkdir(hostFolder);
  const emulator = await startEmulator({ folder: hostFolder, consoleInterval });
  stack.defer(() => emulator.close());
  const server = await startServer(configFor(folder), { purpose: 'demonstration' });
  stack.defer(() => server.close());
  const demonstration = await prepare(server.url, emulator);
  const images = await writeImages(folder);
  const lines = curlLines(demonstration, images);
  const { npm_config_user_agent: agent = '' } = process.env;
  console.log(`
Fulmar runs at ${server.url}, with an emulated host that runs no unikernel.
Everything here is new at each start and gone when it ends (Ctrl-C).

Open that address in a browser for the dashboard.
The API is described at ${server.url}/docs/api
Sign in as   ${demonstration.email}
Password     ${demonstration.password}
Token        ${demonstration.token}

Try the command, in another shell (it needs Node 22.12 or newer):

${commandLines(demonstration, images, { agent, execPath: process.execPath }).join('\n')}

Or try curl:
${lines.map(({ what, line }) => `\n# ${what}\n${line}\n`).join('')}`);
}

/** The demonstration's own folder and its log kept quiet; the port may be chosen, as for a start. */
function configFor(folder: string): Config {
  const { FULMAR_PORT = '8080', FULMAR_LOG_LEVEL = 'warn' } = process.env;
  return readConfig({ FULMAR_DATA: join(folder, 'data'), FULMAR_PORT, FULMAR_LOG_LEVEL });
}

const stack = new AsyncDisposableStack();
const end = () => stack.disposeAsync().finally(() => process.exit());
process.once('SIGINT', end);
process.once('SIGTERM', end);
try {
  await demonstrate(stack);
} catch (error) {
  console.error(explainFailure(error));
  process.exitCode = 1;
  await end();
}
