import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { parseLabel } from '../../../src/albatross/names.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import { FolderPlace } from '../../../src/storage/kept-images/folder-place.ts';
import { Recorder } from '../../../src/unikernels/consoles/keeper/recorder.ts';
import { searchHistory } from '../../../src/unikernels/consoles/search/search-history.ts';
import { compact } from '../../../src/unikernels/consoles/store/compact.ts';
import { ConsoleStore } from '../../../src/unikernels/consoles/store/console-store.ts';
import { StoredUnikernel } from '../../../src/unikernels/registry/entity.ts';
import { optionsFromParent, tellParent } from './tell-parent.ts';

/** Stores what many consoles print, and searches one of many lines. */
const { folder, consoles, flushes, mebibytes, newest } = z
  .object({
    ...{ folder: z.string(), consoles: z.int(), flushes: z.int() },
    /** Of the searched console. */
    mebibytes: z.int(),
    /** Of its newest part, at whose beginning something is found. */
    newest: z.int(),
  })
  .parse(optionsFromParent());

/** What a console prints between two stores: ten lines a second. */
const linesOfFlush = 50;
const flushesOfSegment = 64;

const database = await openDatabase({ file: join(folder, 'consoles.sqlite') });
await database.orm.schema.create();
const place = await FolderPlace.open(join(folder, 'consoles'));
const store = new ConsoleStore({ database, place, clock: () => new Date() });
const recorders = Array.from({ length: consoles }, (_, index) => newRecorder(`web-${index}`));
const searched = newRecorder('searched');
const unikernels = [...recorders, searched].map(({ key }) => ({
  ...{
    id: randomUUID(),
    ...key,
    managed: true,
    desired: 'running' as const,
    labels: {},
    starts: [],
  },
  createdAt: new Date(),
}));
await database.em().insertMany(StoredUnikernel, unikernels);

const before = process.cpuUsage();
for (let flush = 1; flush <= flushes; flush++) {
  for (const recorder of recorders) recorder.add(linesOf(flush, linesOfFlush));
  await storeAll(recorders);
  if (flush % flushesOfSegment !== 0) continue;
  for (const { key } of recorders) await compact(store, key);
}
const { user, system } = process.cpuUsage(before);
const kept = await countLines();
let octets = 0;
let isHidden = false;
for (let n = 0; octets < mebibytes * 2 ** 20; n++) {
  const lines = linesOf(n, 3_000);
  if (!isHidden && octets >= (mebibytes - newest) * 2 ** 20) {
    lines.push({ timestamp: new Date(), line: 'a needle' });
    isHidden = true;
  }
  searched.add(lines);
  octets += lines.reduce((sum, { line }) => sum + line.length, 0);
  await storeAll([searched]);
  await compact(store, searched.key);
}
const range = { from: null, to: null, release: null, order: 'desc', after: null } as const;
const wanted = { text: 'nowhere in it', ignoreCase: false };
const options = { limit: 100, now: () => 0, signal: new AbortController().signal };
const all = { ...range, key: searched.key };
const needle = { text: 'a needle', ignoreCase: false };
const first = await timed(async () => {
  const { lines } = await searchHistory(store, all, needle, { ...options, limit: 1 });
  if (lines.length !== 1) throw new Error('the needle was not found');
});
const whole = await timed(() => searchHistory(store, all, wanted, options));
tellParent({
  ...{ first, whole, cpuSeconds: (user + system) / 1_000_000 },
  lost: consoles * flushes * linesOfFlush - kept,
});

/** Seconds that it takes, and of processor time on whatever thread, which others on the machine disturb less. */
async function timed(work: () => Promise<unknown>) {
  const before = process.cpuUsage();
  const begun = performance.now();
  await work();
  const { user: own, system: ofKernel } = process.cpuUsage(before);
  return { wall: (performance.now() - begun) / 1_000, processor: (own + ofKernel) / 1_000_000 };
}

function newRecorder(name: string): Recorder {
  const key = { host: parseLabel('one'), domain: parseLabel('alice'), name: parseLabel(name) };
  return new Recorder(key, { lastNumber: 0, lines: [] }, { startedAt: null, release: 1 });
}

function linesOf(round: number, count: number) {
  const timestamp = new Date();
  return Array.from({ length: count }, (_, n) => {
    const id = Math.imul(round * count + n, 2_654_435_761) >>> 0;
    return { timestamp, line: `INFO [server] GET /pages/${id.toString(36)} 200 in ${id % 977} ms` };
  });
}

async function storeAll(some: readonly Recorder[]): Promise<void> {
  for (let start = 0; start < some.length; start += 100) {
    const waiting = some.slice(start, start + 100).map((recorder) => {
      return { recorder, segments: recorder.waiting() };
    });
    await store.append(waiting.flatMap(({ segments }) => segments));
    for (const { recorder, segments } of waiting) recorder.stored(segments);
  }
}

async function countLines(): Promise<number> {
  const sum = 'select sum(last_number - first_number + 1) as lines from console_segments';
  const [row] = await database.em().execute<{ lines: number }[]>(sum);
  return row?.lines ?? 0;
}
