import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { runChild } from './child.ts';
import type { BenchOptions, Row } from './row.ts';

/** Seconds between two stores of what was printed. */
const flushSeconds = 5;

/** What storing the lines of many consoles takes, and searching those of one. */
export async function benchConsoles({ quick }: BenchOptions): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'fulmar-bench-consoles-'));
  try {
    const size = quick
      ? { consoles: 100, flushes: 8, mebibytes: 8, newest: 4 }
      : { consoles: 500, flushes: 64, mebibytes: 1024, newest: 64 };
    const told = await runChild('consoles', { folder, ...size }, measured);
    const { consoles, flushes, mebibytes, newest } = size;
    const seconds = flushes * flushSeconds;
    const what = `consoles: ${consoles} that print 10 lines a second`;
    return [
      {
        what: `${what}, stored`,
        figure: `${told.cpuSeconds.toFixed(1)} s of processor time`,
        against: `${seconds} s in which it is printed`,
        measured: told.cpuSeconds / seconds,
        unit: 'cores',
        bound: { atMost: 0.5 },
      },
      {
        what: `${what}, lines that are lost`,
        figure: `${told.lost}`,
        against: `${consoles * flushes * 10 * flushSeconds} that were printed`,
        measured: told.lost,
        bound: { atMost: 0 },
      },
      {
        what: `consoles: a search whose first hit is ${newest} MiB back`,
        figure: inSeconds(told.first),
        against: `${mebibytes} MiB of lines`,
        measured: told.first.wall,
        unit: 's',
        bound: { atMost: 1 },
      },
      {
        what: `consoles: a search of ${mebibytes} MiB for what is not there`,
        figure: inSeconds(told.whole),
        against: `${mebibytes} MiB of lines`,
        measured: told.whole.wall,
        unit: 's',
        bound: { atMost: 15 },
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const search = z.object({ wall: z.number(), processor: z.number() });
const measured = z.object({
  ...{ cpuSeconds: z.number(), lost: z.number() },
  ...{ first: search, whole: search },
});

const inSeconds = ({ wall, processor }: z.output<typeof search>) =>
  `${wall.toFixed(2)} s, ${processor.toFixed(2)} s of processor time`;
