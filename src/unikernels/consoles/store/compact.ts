import { randomUUID } from 'node:crypto';
import { ConsoleSegment } from '../entity.ts';
import type { ConsoleKey } from '../kept-unikernels.ts';
import { type ConsoleStore, digestOf } from './console-store.ts';
import { pack, unpack } from './line-codec.ts';

/** Octets of lines after which a segment is long enough. */
export const segmentOctets = 256 * 1024;

/** Milliseconds after which one is not added to any more: it is removed as a whole. */
const segmentTakes = 24 * 3600 * 1000;

/** Segments that are made one of in one go. */
const maxMerged = 512;

/**
 * Makes one segment of the short ones of a console, as far as they belong together. A long one goes into
 * the place for contents, and is not added to any more.
 */
export async function compact(store: ConsoleStore, key: ConsoleKey): Promise<void> {
  const where = { ...key, open: true };
  const orderBy = { firstNumber: 'asc' } as const;
  const open = await store.database.em().find(ConsoleSegment, where, { orderBy, limit: maxMerged });
  const runs = inRuns(open);
  for (const [index, run] of runs.entries()) {
    const isEnded = index < runs.length - 1;
    await merge(store, run, isEnded || isLong(run) || isOld(run, store.clock()));
  }
}

/** Those that one segment can be made of: of one start, without a gap between them. */
function inRuns(segments: readonly ConsoleSegment[]): ConsoleSegment[][] {
  const runs: ConsoleSegment[][] = [];
  for (const segment of segments) {
    const run = runs.at(-1);
    const [first] = run ?? [];
    if (run && first && !isLong(run) && belongs(first, segment)) run.push(segment);
    else runs.push([segment]);
  }
  return runs;
}

function belongs(first: ConsoleSegment, { startedAt, release, gapBefore }: ConsoleSegment) {
  const isSameStart = first.startedAt?.getTime() === startedAt?.getTime();
  return isSameStart && first.release === release && !gapBefore;
}

const rawOctetsOf = (run: readonly ConsoleSegment[]) =>
  run.reduce((sum, { rawOctets }) => sum + rawOctets, 0);

const isLong = (run: readonly ConsoleSegment[]) => rawOctetsOf(run) >= segmentOctets;

const isOld = ([first]: readonly ConsoleSegment[], now: Date) =>
  first !== undefined && now.getTime() - first.beganAt.getTime() >= segmentTakes;

async function merge(
  store: ConsoleStore,
  run: readonly ConsoleSegment[],
  closed: boolean,
): Promise<void> {
  const [first] = run;
  const last = run.at(-1);
  if (!first || !last || (run.length === 1 && !closed)) return;
  const texts = await Promise.all(run.map(({ content }) => unpack(content ?? Buffer.alloc(0))));
  const id = randomUUID();
  // With its id no two contents are the same: what is removed of one unikernel stays of another.
  const content = await pack(Buffer.concat([Buffer.from(`${id}\n`), ...texts]));
  const isPlaced = closed && store.place !== null;
  const digest = isPlaced ? await place(store, content) : null;
  const { host, domain, name, firstNumber, beganAt, startedAt, release, gapBefore } = first;
  const row = {
    ...{ id, host, domain, name, firstNumber, beganAt, startedAt, release, gapBefore },
    ...{ lastNumber: last.lastNumber, storedAt: last.storedAt, open: !closed },
    firstAt: new Date(Math.min(...run.map(({ firstAt }) => firstAt.getTime()))),
    lastAt: new Date(Math.max(...run.map(({ lastAt }) => lastAt.getTime()))),
    ...{ rawOctets: rawOctetsOf(run), octets: content.length, digest },
    content: isPlaced ? null : content,
  };
  await store.database.transaction(async (em) => {
    const merged = await em.nativeDelete(ConsoleSegment, { id: run.map((segment) => segment.id) });
    if (merged === 0) return; // they went meanwhile, as with their account
    await em.insert(ConsoleSegment, row);
  });
}

async function place(store: ConsoleStore, content: Buffer): Promise<string> {
  const digest = digestOf(content);
  const octets = async function* () {
    yield content;
  };
  await store.place?.write(digest, octets(), { size: content.length });
  return digest;
}
