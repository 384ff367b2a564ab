import { z } from 'zod';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { median, timed } from './measure.ts';
import type { BenchOptions, Row } from './row.ts';
import { addHost, startWorld, type World } from './world.ts';

/** Hosts that are known, and those of them that accept connections and say nothing. */
const sizes = { quick: { hosts: 40, silent: 2 }, whole: { hosts: 200, silent: 10 } } as const;

/** Unikernels on each. */
const each = 100;

/** Unikernels of a page. */
const pageSize = 1_000;

const pageTold = z.object({ data: z.array(z.unknown()), next: z.string().nullable() });
type Page = z.output<typeof pageTold>;

/**
 * Lists over very many hosts, some of which are dead: the first page, and all of them. The hosts are one
 * emulated host by many names: what is measured is the server.
 */
export async function benchLists({ quick }: BenchOptions): Promise<Row[]> {
  const { hosts, silent } = quick ? sizes.quick : sizes.whole;
  await using world = await startWorld({ hosts: 2, discardVolumes: true });
  for (let index = 2; index < hosts; index++) {
    await addHost(world, `host-${index}`, index < hosts - silent + 1 ? 0 : 1);
  }
  await fill(world);
  world.emulators.tell({ host: 1, fault: 'silent' });
  await untilKnown(world, 'host-1');
  const all = await readAll(world); // what was never read before is compiled, and found out
  const first = await firstPages(world);
  const times: number[] = [];
  const found = await readAll(world, times);
  const total = times.reduce((sum, time) => sum + time, 0);
  const half = Math.floor(times.length / 2);
  const [early, late] = [times.slice(0, half), times.slice(-half)].map(median);
  const list = `${found} unikernels on ${hosts} hosts, ${silent} of them dead`;
  if (found < all) throw new Error(`${found} unikernels were listed, before ${all}`);
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
      what: `all pages of ${list}`,
      figure: `${late?.toFixed(0)} ms a page of ${pageSize} in the later half, ${(total / 1000).toFixed(1)} s in all`,
      against: `${early?.toFixed(0)} ms in the earlier half`,
      measured: (late ?? Number.NaN) / (early ?? Number.NaN),
      bound: { atMost: 1.3 },
    },
  ];
}

/** Unikernels on the one host that answers. */
async function fill({ url, token }: World): Promise<void> {
  const image = new Blob([new Uint8Array(sampleImage())]);
  for (let index = 0; index < each; index++) {
    const body = new FormData();
    body.set('config', JSON.stringify({ name: `unikernel-${index}` }));
    body.set('image', image);
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${url}/api/v1/hosts/host-0/unikernels`, {
      ...{ method: 'POST', headers, body },
    });
    if (!answer.ok) throw new Error(`a unikernel was refused: ${await answer.text()}`);
  }
}

async function firstPages(world: World): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < 9; round++) times.push(await timed(() => readPage(world, 50, null)));
  return times.slice(2);
}

/** Reads all pages, and gives how many unikernels are in them; the milliseconds of each go to `times`. */
async function readAll(world: World, times: number[] = []): Promise<number> {
  let found = 0;
  for (let cursor: string | null = null; ; ) {
    const begun = performance.now();
    const { data, next }: Page = await readPage(world, pageSize, cursor);
    times.push(performance.now() - begun);
    found += data.length;
    if (next === null) return found;
    cursor = next;
  }
}

async function readPage(
  { url, token }: World,
  limit: number,
  cursor: string | null,
): Promise<Page> {
  const query = new URLSearchParams({ limit: `${limit}`, ...(cursor !== null && { cursor }) });
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/api/v1/unikernels?${query}`, { headers });
  return pageTold.parse(await answer.json());
}

async function untilKnown({ api }: World, host: string): Promise<void> {
  while ((await api.send('GET', `/hosts/${host}`)).state !== 'degraded') {
    await api.send('GET', `/hosts/${host}/unikernels`).catch(() => {});
  }
}
