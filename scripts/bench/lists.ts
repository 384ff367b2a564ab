import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { median, timed } from './measure.ts';
import type { BenchOptions, Row } from './row.ts';
import { addHost, startWorld, type World } from './world.ts';

/** Hosts that are known, and those of them that accept connections and say nothing. */
const sizes = { quick: { hosts: 40, silent: 2 }, whole: { hosts: 1_000, silent: 10 } } as const;

/** Unikernels on each. */
const each = 100;

/** Of all, those that have a label, each on a host of its own. */
const few = 5;

/** Unikernels of a page. */
const pageSize = 1_000;

const listed = z.object({ seenAt: z.string().nullable() });
const pageTold = z.object({ data: z.array(listed), next: z.string().nullable() });
type Page = z.output<typeof pageTold>;

/**
 * Lists over very many hosts, some of which are dead: the first page, one by a label, and all of them. The hosts are
 * two emulated hosts by many names: what is measured is the server.
 */
export async function benchLists({ quick }: BenchOptions): Promise<Row[]> {
  const { hosts, silent } = quick ? sizes.quick : sizes.whole;
  await using world = await startWorld({ hosts: 2, discardVolumes: true });
  const dead = Array.from({ length: silent - 1 }, (_, index) => `host-${index + 2}`);
  const well = Array.from(
    { length: hosts - silent - 1 },
    (_, index) => `host-${index + 2 + dead.length}`,
  );
  await Promise.all([addAll(world, dead.values(), 1), addAll(world, well.values(), 0)]);
  // Not before: nobody gets a policy where others have made something in the domain.
  await fill(world, 'host-0');
  await fill(world, 'host-1');
  for (const host of [...dead, ...well]) await untilSeen(world, host);
  const labelled = well.slice(-few);
  for (const host of labelled) await label(world, host);
  world.emulators.tell({ host: 1, fault: 'silent' });
  for (const host of ['host-1', ...dead]) await untilKnown(world, host);
  const all = await readAll(world); // what was never read before is compiled
  const first = await timesOf(() => readPage(world, { limit: 50 }));
  const byLabel = await timesOf(async () => {
    const { data } = await readPage(world, { limit: 50, label: 'tier=front' });
    if (data.length !== few) throw new Error(`${data.length} have the label, not ${few}`);
  });
  const times: number[] = [];
  const found = await readAll(world, times);
  const total = times.reduce((sum, time) => sum + time, 0);
  const half = Math.floor(times.length / 2);
  const [early, late] = [times.slice(0, half), times.slice(-half)].map(median);
  const list = `${found} unikernels on ${hosts} hosts, ${silent} of them dead`;
  for (const count of [all, found]) {
    if (count !== hosts * each)
      throw new Error(`${count} unikernels were listed, not ${hosts * each}`);
  }
  return [
    {
      what: `the first page of ${list}`,
      figure: `${median(first).toFixed(0)} ms for 50`,
      against: 'what a person waits for',
      measured: median(first) / 1000,
      each: first.map((time) => time / 1000),
      unit: 's',
      bound: { atMost: 0.3 },
    },
    {
      what: `the page of ${few} with a label, of ${list}`,
      figure: `${median(byLabel).toFixed(0)} ms`,
      against: 'what a person waits for',
      measured: median(byLabel) / 1000,
      each: byLabel.map((time) => time / 1000),
      unit: 's',
      bound: { atMost: 0.3 },
    },
    {
      what: `all pages of ${list}`,
      figure: `${late?.toFixed(0)} ms a page of ${pageSize} in the later half, ${(total / 1000).toFixed(1)} s in all`,
      against: `${early?.toFixed(0)} ms in the earlier half`,
      measured: (late ?? Number.NaN) / (early ?? Number.NaN),
      bound: { atMost: 1.3 },
    },
  ];
}

/** Adds hosts that are reached at the same emulated host, some at once. */
async function addAll(world: World, names: Iterable<string>, index: number): Promise<void> {
  const left = names[Symbol.iterator]();
  const addNext = async () => {
    for (let next = left.next(); !next.done; next = left.next()) {
      await addHost(world, next.value, index);
    }
  };
  await Promise.all(Array.from({ length: 4 }, addNext));
}

/** Unikernels on one of the emulated hosts. */
async function fill({ url, token }: World, host: string): Promise<void> {
  const image = new Blob([new Uint8Array(sampleImage())]);
  for (let index = 0; index < each; index++) {
    const body = new FormData();
    body.set('config', JSON.stringify({ name: `unikernel-${index}` }));
    body.set('image', image);
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${url}/api/v1/hosts/${host}/unikernels`, {
      ...{ method: 'POST', headers, body },
    });
    if (!answer.ok) throw new Error(`a unikernel was refused: ${await answer.text()}`);
  }
}

async function label({ url, token }: World, host: string): Promise<void> {
  const answer = await fetch(`${url}/api/v1/hosts/${host}/unikernels/unikernel-7`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ labels: { tier: 'front' } }),
  });
  if (!answer.ok) throw new Error(`a label was refused: ${await answer.text()}`);
}

/** Milliseconds, round by round, without the first two. */
async function timesOf(work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < 9; round++) times.push(await timed(work));
  return times.slice(2);
}

/** Reads all pages, and gives how many unikernels are in them; the milliseconds of each go to `times`. */
async function readAll(world: World, times: number[] = []): Promise<number> {
  let found = 0;
  for (let cursor: string | null = null; ; ) {
    const begun = performance.now();
    const { data, next }: Page = await readPage(world, {
      limit: pageSize,
      ...(cursor !== null && { cursor }),
    });
    times.push(performance.now() - begun);
    found += data.length;
    if (next === null) return found;
    cursor = next;
  }
}

async function readPage(
  { url, token }: World,
  asked: Readonly<Record<string, string | number>>,
): Promise<Page> {
  const query = new URLSearchParams(
    Object.entries(asked).map(([name, value]): [string, string] => [name, `${value}`]),
  );
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/api/v1/unikernels?${query}`, { headers });
  return pageTold.parse(await answer.json());
}

/** Waits until the server has seen what runs on a host, so that it knows that while the host is away. */
async function untilSeen(world: World, host: string): Promise<void> {
  for (;;) {
    const { data } = await readPage(world, { limit: pageSize, host });
    if (data.length === each && data.every(({ seenAt }) => seenAt !== null)) return;
    await pause(500);
  }
}

async function untilKnown({ api }: World, host: string): Promise<void> {
  while ((await api.send('GET', `/hosts/${host}`)).state !== 'degraded') {
    await api.send('GET', `/hosts/${host}/unikernels`).catch(() => {});
  }
}
