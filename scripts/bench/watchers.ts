import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { startChild } from './child.ts';
import { resident } from './resident.ts';
import type { BenchOptions, Row } from './row.ts';
import { startWorld } from './world.ts';

/** Lines that are printed meanwhile, and how many a second. */
const printed = { lines: 10, linesASecond: 1 };

/** Milliseconds until what came with the streams has settled. */
const settling = 3_000;

/** Watchers before those that count. */
const warmUp = 500;

/** What it takes that very many follow one console, from another process. */
export async function benchWatchers({ quick }: BenchOptions): Promise<Row[]> {
  const count = quick ? 500 : 10_000;
  const settings = { FULMAR_MAX_CONNECTIONS: '20000', FULMAR_MAX_STREAMS: '20000' };
  await using world = await startWorld({ hosts: 1, discardVolumes: true, settings });
  const { api, emulators, server, url } = world;
  emulators.tell({ host: 0, account: 'bench', unikernels: 1 });
  const name = 'unikernel-0000';
  await untilThere(() => api.send('GET', `/hosts/host-0/unikernels/${name}`));
  const wanted = { name: 'watchers', scopes: ['consoles:read'], hourlyLimit: 1_000_000 };
  const { secret } = await api.send('POST', '/tokens', wanted);
  const subscriptions = async () => z.number().parse(await emulators.ask('console subscriptions'));
  /** Gives the memory of the server while they follow, and nothing is printed. */
  const follow = async (watchers: number) => {
    const headers = [`Authorization: Bearer ${secret}`];
    const stream = `${url}/api/v1/hosts/host-0/unikernels/${name}/console?count=0`;
    await using watching = await startChild(
      'watchers',
      { url: stream, headers, watchers },
      z.string(),
    );
    await pause(settling);
    const memory = await resident(server.pid);
    const seen = watching.ask('the last line');
    emulators.tell({ host: 0, account: 'bench', chatty: name, ...printed });
    await seen;
    return memory;
  };
  await follow(warmUp); // what was never done before is compiled
  await pause(settling);
  const subscribed = await subscriptions();
  const before = await resident(server.pid);
  const memory = await follow(count);
  const what = `a console that ${count} follow`;
  const each = ((memory - before) * 1024) / count;
  const begun = (await subscriptions()) - subscribed;
  return [
    {
      what: `${what}: memory of the server for each`,
      figure: `${memory.toFixed(0)} MiB`,
      against: `${before.toFixed(0)} MiB before`,
      measured: each,
      unit: 'kB',
      bound: { atMost: 40 },
    },
    {
      what: `${what}: subscriptions on its host`,
      figure: `${begun}`,
      against: 'one that all share',
      measured: begun,
      bound: { atMost: 1 },
    },
  ];
}

async function untilThere(ask: () => Promise<unknown>): Promise<void> {
  while (
    !(await ask().then(
      () => true,
      () => false,
    ))
  )
    await pause(100);
}
