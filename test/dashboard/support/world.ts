import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import type { EmulatorOptions } from '../../../src/emulator/options.ts';
import type { Post } from '../../../src/outgoing/post.ts';
import type { Send } from '../../../src/outgoing/send.ts';
import { Administrator } from '../../server/support/administrator.ts';
import { builtDashboard } from '../../support/shared/shared.ts';
import { copyDashboard } from './other-build.ts';
import type { Credentials } from './profile.ts';
import { RestartableServer } from './restartable-server.ts';

/** As long as a build may take on a slow machine. */
const buildTime = 120_000;

export interface WorldOptions {
  /** Whether nobody has signed up yet; else `alice` has, with a host named `one`. */
  readonly empty?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  readonly emulator?: Partial<EmulatorOptions>;
  /** The server's way out, where a test has a service of its own. */
  readonly send?: Send;
  /** The server's way to the receivers of notifications, where a test has one. */
  readonly post?: Post;
  /** Whether the dashboard is a copy, in `site`, which a test puts another build into. */
  readonly ownDashboard?: boolean;
}

/** A real server that serves the built dashboard, with an emulated host. */
export interface DashboardWorld {
  readonly url: string;
  /** Where the server has its data. */
  readonly folder: string;
  /** Where the dashboard is, if it is a copy. */
  readonly site: string;
  readonly server: RestartableServer;
  readonly emulator: Emulator;
  readonly administrator: Administrator;
}

/** One world for all tests of the surrounding `describe`. */
export function useDashboard(options: WorldOptions = {}): () => DashboardWorld {
  const cleanup = new AsyncDisposableStack();
  let world: DashboardWorld | null = null;
  before(async function () {
    this.timeout(buildTime);
    await builtDashboard();
    world = await openWorld(options, cleanup);
  });
  after(() => cleanup.disposeAsync());
  return () => {
    if (!world) throw new Error('the server is there only while a test runs');
    return world;
  };
}

async function openWorld(
  { empty = false, environment, emulator: emulated, send, post, ownDashboard }: WorldOptions,
  cleanup: AsyncDisposableStack,
): Promise<DashboardWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'fulmar-dashboard-'));
  cleanup.defer(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'host'));
  const site = join(folder, 'site');
  if (ownDashboard) await copyDashboard(site);
  const emulator = await startEmulator({ folder: join(folder, 'host'), ...emulated });
  cleanup.defer(() => emulator.close());
  const server = await RestartableServer.start(
    {
      FULMAR_DATA: join(folder, 'data'),
      FULMAR_PORT: '0',
      FULMAR_LOG_LEVEL: 'silent',
      FULMAR_SHUTDOWN_TIMEOUT: '5',
      ...environment,
    },
    { ...(send && { send }), ...(post && { post }), ...(ownDashboard && { dashboard: site }) },
  );
  cleanup.defer(() => server.close());
  const administrator = new Administrator();
  if (!empty) {
    await administrator.signUp(server.url);
    await administrator.addHost(server.url, 'one', emulator);
  }
  return { url: server.url, folder: join(folder, 'data'), site, server, emulator, administrator };
}

/** Signs somebody in as a person does, on the page for that. */
export async function signIn(page: Page, { email, password }: Credentials): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Sign in' }).waitFor();
}
