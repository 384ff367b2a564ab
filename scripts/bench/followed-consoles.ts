import { setTimeout as pause } from 'node:timers/promises';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { historyAnswer } from '../../src/unikernels/consoles/schema.ts';
import { processorTime } from './processor-time.ts';
import { residentDuring } from './resident.ts';
import type { BenchOptions, Row } from './row.ts';
import { startWorld, type World } from './world.ts';

/** Unikernels of a host: as many consoles as an account may have followed there. */
const ofHost = 63;

/** Lines that each prints a second. */
const rate = 10;

/** Milliseconds that a line waits at the most until it is stored, and some more. */
const storedWithin = 8_000;

/** The same on a machine that does other things, too. */
const storedAtLast = 60_000;

/** What it takes to follow many consoles, over all that is between a host and the store. */
export async function benchFollowedConsoles({ quick }: BenchOptions): Promise<Row[]> {
  const hosts = quick ? 1 : 8;
  const seconds = quick ? 5 : 20;
  await using world = await startWorld({ hosts, discardVolumes: true });
  const places = placesOn(hosts);
  const what = `consoles: ${places.length} that print ${rate} lines a second, followed`;
  await createAll(world, places);
  let used = 0;
  let printed = 0;
  const { before, peak } = await residentDuring(world.server.pid, async () => {
    await untilFollowed(world, places);
    world.emulators.tell({ print: rate });
    await pause(storedWithin); // the first ones are stored, and the code is warm
    const begun = await processorTime(world.server.pid);
    await pause(seconds * 1_000);
    used = (await processorTime(world.server.pid)) - begun;
    printed = Number(await world.emulators.ask({ print: 0 }));
  });
  const lost = await countLost(world, places, printed);
  return [
    {
      what: `${what} and stored`,
      figure: `${used.toFixed(1)} s of processor time`,
      against: `${seconds} s`,
      measured: used / seconds,
      unit: 'cores',
      bound: { atMost: 0.5 },
    },
    {
      what: `${what}, memory of the server`,
      figure: `${peak.toFixed(0)} MiB at its peak`,
      against: `${before.toFixed(0)} MiB once they were made`,
      measured: peak - before,
      unit: 'MiB',
      bound: { atMost: 150 },
    },
    {
      what: `${what}, lines that are lost`,
      figure: `${lost}`,
      against: `${places.length * printed} that were printed`,
      measured: lost,
      bound: { atMost: 0 },
    },
  ];
}

/** The addresses of unikernels. */
function placesOn(hosts: number): string[] {
  return Array.from({ length: hosts * ofHost }, (_, n) => {
    return `/hosts/host-${n % hosts}/unikernels/web-${Math.floor(n / hosts)}`;
  });
}

async function createAll({ url, token }: World, places: readonly string[]): Promise<void> {
  const image = new Blob([new Uint8Array(sampleImage({}))]);
  await eightAtATime(places, async (place) => {
    const [, host, name] = /^(.*)\/(.*)$/.exec(place) ?? [];
    const body = new FormData();
    body.set('config', JSON.stringify({ name, memory: 16 }));
    body.set('image', image, 'web.spt');
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${url}/api/v1${host}`, { method: 'POST', headers, body });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  });
}

/** Until what each has printed at its start is stored. */
async function untilFollowed(world: World, places: readonly string[]): Promise<void> {
  await eightAtATime(places, async (place) => {
    while ((await linesOf(world, place, 1)).length === 0) await pause(200);
  });
}

/** Lines that are not there. */
async function countLost(world: World, places: readonly string[], printed: number) {
  let lost = 0;
  await eightAtATime(places, async (place) => {
    const kept = await keptOf(world, place, `#${printed - 1}`);
    for (let n = 0; n < printed; n += 1) if (!kept.has(`#${n}`)) lost += 1;
  });
  return lost;
}

/** The numbers of what is kept, once the last one is. */
async function keptOf(world: World, place: string, last: string): Promise<ReadonlySet<string>> {
  const end = performance.now() + storedAtLast;
  for (;;) {
    const lines = await linesOf(world, place, 1_000);
    const kept = new Set(lines.map(({ line }) => line.split(' ')[0] ?? ''));
    if (kept.has(last) || performance.now() > end) return kept;
    await pause(1_000);
  }
}

async function eightAtATime<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const left = all.values();
  const workOnNext = async () => {
    for (const one of left) await work(one);
  };
  await Promise.all(Array.from({ length: 8 }, workOnNext));
}

async function linesOf({ administrator }: World, place: string, limit: number) {
  const history = `${place}/console/history?account=bench&limit=${limit}`;
  return historyAnswer.parse(await administrator.send('GET', history)).data;
}
