import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDashboard } from '../dashboard/ensure.ts';
import { Api } from '../demo/api.ts';
import { startChild } from './child.ts';
import { checkOutFormer, ownServer } from './former.ts';
import { type Program, startProgram } from './released.ts';
import { emulatorsTold, overTls, putHost, signUp } from './world.ts';

/** A server, and a token there. */
export interface Opened {
  readonly url: string;
  readonly token: string;
}

/** Today's server, as `npm start` starts it, and version 0.1 beside it, over the same emulated host `host-0`. */
export interface BesideFormer extends AsyncDisposable {
  readonly present: Opened;
  readonly former: Opened;
}

/** Starts both. */
export async function startBesideFormer(): Promise<BesideFormer> {
  await using starting = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'fulmar-bench-former-'));
  starting.defer(() => rm(folder, { recursive: true, force: true }));
  await ensureDashboard(() => {});
  const hosts = { folder: join(folder, 'hosts'), count: 1, discardVolumes: true, sockets: false };
  const emulators = starting.use(await startChild('emulators', hosts, emulatorsTold));
  const way = overTls(emulators.told, 0);
  const start = async (program: Program, accounts: 'accounts' | 'users') =>
    starting.use(await startOne(program, join(folder, `data-${accounts}`), way, accounts));
  const own = await ownServer(folder);
  const environment = { ...own.environment, FULMAR_ACCOUNT_CHANGES: '10000000' };
  const present = await start({ ...own, environment }, 'accounts');
  const former = await start(await checkOutFormer(folder), 'users');
  const running = starting.move();
  return { present, former, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** `accounts`: what an account's address begins with there. */
async function startOne(
  program: Program,
  data: string,
  way: object,
  accounts: 'accounts' | 'users',
): Promise<Opened & AsyncDisposable> {
  await using starting = new AsyncDisposableStack();
  const { url } = starting.use(await startProgram(program, data));
  const api = new Api(url);
  await putHost(api, 'host-0', way, await signUp(api), accounts);
  const wanted = { name: 'bench', scopes: ['unikernels:write'], hourlyLimit: 1_000_000 };
  const { secret } = await api.send('POST', '/tokens', wanted);
  const running = starting.move();
  return { url, token: `${secret}`, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
