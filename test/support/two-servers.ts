import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { createSend } from '../../src/outgoing/send.ts';
import type { FulmarServer } from '../../src/server/start-server.ts';
import { Administrator } from '../server/support/administrator.ts';
import { usePostgres } from './postgres.ts';
import { RunningServers } from './running-servers.ts';

/** Two servers on one PostgreSQL database, with an emulated host `one`. */
export interface TwoServers {
  readonly one: FulmarServer;
  readonly other: FulmarServer;
  readonly emulator: Emulator;
  readonly administrator: Administrator;
  /** The address of the database. */
  readonly database: string;
}

/** For all tests of the surrounding `describe`, which are skipped where there is no PostgreSQL. */
export function useTwoServers({ clock = systemClock } = {}): () => TwoServers {
  const url = usePostgres();
  const stack = new AsyncDisposableStack();
  let servers: TwoServers | null = null;
  before(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-two-servers-'));
    stack.defer(() => rm(folder, { recursive: true, force: true }));
    await mkdir(join(folder, 'host'));
    const emulator = await startEmulator({ folder: join(folder, 'host'), clock });
    stack.defer(() => emulator.close());
    const running = stack.use(new RunningServers());
    const environment = { FULMAR_DATABASE_URL: url() };
    const overrides = { clock, send: createSend({ plainLoopback: true }) };
    const one = await running.start(environment, overrides);
    const other = await running.start(environment, overrides);
    const administrator = new Administrator();
    await administrator.signUp(one.url);
    await administrator.addHost(one.url, 'one', emulator);
    servers = { one, other, emulator, administrator, database: url() };
  });
  after(() => stack.disposeAsync());
  return () => {
    if (!servers) throw new Error('the servers are there only while a test runs');
    return servers;
  };
}
