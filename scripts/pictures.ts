import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '../src/emulator/emulator.ts';
import { readConfig } from '../src/server/configuration.ts';
import { startServer } from '../src/server/start-server.ts';
import { ensureDashboard } from './dashboard/ensure.ts';
import { prepare } from './demo/prepare.ts';
import { Camera } from './pictures/camera.ts';
import { furnish } from './pictures/furnish.ts';
import { picturedPages } from './pictures/pages.ts';

const pictures = 'pictures';

/** Pictures of every page, or of those that are named as arguments, into the folder `pictures`. */
async function takePictures(names: readonly string[]): Promise<void> {
  await ensureDashboard((line) => console.log(line));
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'fulmar-pictures-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const openHost = async (name: string): Promise<Emulator> => {
    const hostFolder = join(folder, name);
    await mkdir(hostFolder);
    const intervals = { consoleInterval: 500, statsInterval: 2000 };
    const host = await startEmulator({ folder: hostFolder, ...intervals });
    stack.defer(() => host.close());
    return host;
  };
  const emulator = await openHost('host');
  const serve = async (data: string): Promise<string> => {
    const environment = { FULMAR_DATA: join(folder, data), FULMAR_PORT: '0' };
    const config = readConfig({ ...environment, FULMAR_LOG_LEVEL: 'warn' });
    const server = await startServer(config, { purpose: 'demonstration' });
    stack.defer(() => server.close());
    return server.url;
  };
  const demonstration = await prepare(await serve('data'), emulator);
  const hosts = { away: await openHost('away'), second: await openHost('second') };
  await furnish(demonstration, hosts);
  const emptyUrl = await serve('empty');
  await mkdir(pictures, { recursive: true });
  const wanted = picturedPages.filter(({ name }) => names.length === 0 || names.includes(name));
  await new Camera(pictures, { demonstration, emptyUrl }).take(wanted);
}

await takePictures(process.argv.slice(2));
