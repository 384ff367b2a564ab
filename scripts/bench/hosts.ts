import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { median, timed } from './measure.ts';
import type { BenchOptions, Row } from './row.ts';
import { startWorld, type World } from './world.ts';

/** Milliseconds after which no list that was read before is handed out any more. */
const stale = 5_100;

/** The limit of a list over several hosts: milliseconds, and what may come on top of it. */
const limit = { list: 2_000, slack: 300 } as const;

const listed = z.object({ errors: z.array(z.object({ host: z.string(), code: z.string() })) });

/** What `GET /api/v1/unikernels` costs: with hosts that do not answer, and with ever more hosts. */
export async function benchHosts(options: BenchOptions): Promise<Row[]> {
  return [...(await benchFaults(options)), ...(await benchNumbers(options))];
}

async function benchFaults({ quick }: BenchOptions): Promise<Row[]> {
  const hosts = quick ? 10 : 50;
  await using world = await startWorld({ hosts, discardVolumes: true });
  const [silent, slow] = [1, 2];
  const healthy = await typicalDuration(world, []);
  world.emulators.tell({ host: silent, fault: 'silent' });
  world.emulators.tell({ host: slow, fault: 'slow' });
  await pause(stale);
  const first = await timed(() => list(world, [silent, slow]));
  world.emulators.tell({ host: slow, fault: 'none' });
  await untilKnown(world, silent);
  const known = await typicalDuration(world, [silent]);
  return [
    {
      what: `\`GET /api/v1/unikernels\` over ${hosts} hosts, one silent, one slow`,
      figure: `${first.toFixed(0)} ms, the others’ data and two errors`,
      against: `the list’s limit of ${limit.list} ms, and ${limit.slack} ms on top`,
      measured: first,
      unit: 'ms',
      bound: { atMost: limit.list + limit.slack },
    },
    {
      what: 'the same, once the silent one is known',
      figure: `${known.toFixed(0)} ms`,
      against: `all ${hosts} hosts well, ${healthy.toFixed(0)} ms`,
      measured: known / healthy,
      bound: { atMost: 1.25 },
    },
  ];
}

async function benchNumbers({ quick }: BenchOptions): Promise<Row[]> {
  const numbers = quick ? [5, 20] : [10, 100, 1000];
  const costs: { hosts: number; each: number }[] = [];
  for (const hosts of numbers) {
    // With so many on one machine it is the cost that is asked for, not who is in time.
    const settings = { FULMAR_LIST_TIMEOUT: '60' };
    await using world = await startWorld({ hosts, discardVolumes: true, settings });
    costs.push({ hosts, each: (await typicalDuration(world, [])) / hosts });
  }
  return costs.slice(1).map(({ hosts, each }, index) => {
    const fewer = costs[index] ?? { hosts: 0, each: Number.NaN };
    return {
      what: `\`GET /api/v1/unikernels\` over ${hosts} hosts`,
      figure: `${each.toFixed(2)} ms a host`,
      against: `over ${fewer.hosts} hosts, ${fewer.each.toFixed(2)} ms a host`,
      measured: each / fewer.each,
      bound: { atMost: 1.2 },
    };
  });
}

/** Median of some lists that are all read anew, after some that warm up. */
async function typicalDuration(world: World, failing: readonly number[]): Promise<number> {
  const durations: number[] = [];
  for (let round = 0; round < 9; round++) {
    await pause(stale);
    durations.push(await timed(() => list(world, failing)));
  }
  return median(durations.slice(2));
}

/** Reads the list, which has to tell of the hosts that fail and of no other one. */
async function list({ url, token }: World, failing: readonly number[]): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/api/v1/unikernels`, { headers });
  const { errors } = listed.parse(await answer.json());
  const found = errors.map(({ host }) => host).join();
  const expected = failing.map((host) => `host-${host}`).join();
  if (found !== expected) throw new Error(`errors of ${found}, not of ${expected}`);
}

/** Waits until the server knows that a host is away. */
async function untilKnown({ api }: World, host: number): Promise<void> {
  while ((await api.send('GET', `/hosts/host-${host}`)).state !== 'degraded') await pause(200);
}
