import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { ensureDashboard } from '../dashboard/ensure.ts';
import { Api } from '../demo/api.ts';
import { startChild } from './child.ts';
import { checkOutFormer, ownServer } from './former.ts';
import { inTurn, timed } from './measure.ts';
import { type Program, startProgram } from './released.ts';
import type { BenchOptions, Row } from './row.ts';
import { emulatorsTold, overTls, putHost, signUp } from './world.ts';

/** Unikernels on the host. */
const sizes = { quick: 100, whole: 1_000 } as const;

/** As little as an image runs with: all of them have to fit into the policy. */
const memory = 16;

/** Milliseconds for which a server may remember a list. */
const remembered = 1_100;

const told = z.object({ data: z.array(z.unknown()) });

/** A server, a token there, and its end. */
interface Listing extends AsyncDisposable {
  readonly url: string;
  readonly token: string;
}

/** The whole list of 1,000 unikernels on one host, against version 0.1 over the same host. */
export async function benchFormerList({ quick }: BenchOptions): Promise<Row[]> {
  const count = quick ? sizes.quick : sizes.whole;
  await using open = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'fulmar-bench-list-'));
  open.defer(() => rm(folder, { recursive: true, force: true }));
  await ensureDashboard(() => {});
  const hosts = { folder: join(folder, 'hosts'), count: 1, discardVolumes: true, sockets: false };
  const emulators = open.use(await startChild('emulators', hosts, emulatorsTold));
  const way = overTls(emulators.told, 0);
  const list = async (program: Program, accounts: 'accounts' | 'users') =>
    open.use(await startListing(program, join(folder, `data-${accounts}`), way, accounts));
  const own = await ownServer(folder);
  const environment = { ...own.environment, FULMAR_ACCOUNT_CHANGES: '10000000' };
  const present = await list({ ...own, environment }, 'accounts');
  const former = await list(await checkOutFormer(folder), 'users');
  await fill(present, count);
  const time = (server: Listing) => async () => {
    await setTimeout(remembered);
    return await timed(() => readAll(server, count));
  };
  const { ours, bare, each } = await inTurn(quick ? 3 : 9, time(present), time(former));
  return [
    {
      what: `a list of ${count} unikernels on one host`,
      figure: `${ours.toFixed(0)} ms`,
      against: `version 0.1 from its sources, ${bare.toFixed(0)} ms`,
      ...{ measured: ours / bare, each, bound: { atMost: 1.3 } },
    },
  ];
}

/** `accounts`: what an account's address begins with there. */
async function startListing(
  program: Program,
  data: string,
  way: object,
  accounts: 'accounts' | 'users',
): Promise<Listing> {
  await using starting = new AsyncDisposableStack();
  const { url } = starting.use(await startProgram(program, data));
  const api = new Api(url);
  await putHost(api, 'host-0', way, await signUp(api), accounts);
  const wanted = { name: 'bench', scopes: ['unikernels:write'], hourlyLimit: 1_000_000 };
  const { secret } = await api.send('POST', '/tokens', wanted);
  const running = starting.move();
  return { url, token: `${secret}`, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

async function fill({ url, token }: Listing, count: number): Promise<void> {
  const image = new Blob([new Uint8Array(sampleImage())]);
  const names = Array.from({ length: count }, (_, index) => `unikernel-${index}`).values();
  const makeNext = async () => {
    for (const name of names) {
      const body = new FormData();
      body.set('config', JSON.stringify({ name, memory }));
      body.set('image', image);
      const headers = { authorization: `Bearer ${token}` };
      const made = { method: 'POST', headers, body };
      const answer = await fetch(`${url}/api/v1/hosts/host-0/unikernels`, made);
      if (!answer.ok) throw new Error(`a unikernel was refused: ${await answer.text()}`);
      await answer.body?.cancel();
    }
  };
  await Promise.all(Array.from({ length: 2 }, makeNext));
}

async function readAll({ url, token }: Listing, count: number): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/api/v1/unikernels`, { headers });
  const { length } = told.parse(await answer.json()).data;
  if (length !== count) throw new Error(`${length} unikernels were listed, not ${count}`);
}
