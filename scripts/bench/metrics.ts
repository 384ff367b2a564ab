import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { runChild } from './child.ts';
import type { BenchOptions, Row } from './row.ts';

const gibibyte = 2 ** 30;

/** How much room the metrics of many unikernels take, and how long a chart of a day waits for them. */
export async function benchMetrics({ quick }: BenchOptions): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'fulmar-bench-metrics-'));
  try {
    const size = { unikernels: quick ? 20 : 1_000, days: 14 };
    const told = await runChild('metrics', { folder, ...size }, measured);
    const what = `metrics: ${size.unikernels} unikernels, ${size.days} days`;
    return [
      {
        what: `${what}, on disk`,
        figure: `${(told.octets / 2 ** 20).toFixed(1)} MiB`,
        against: `${told.points} points`,
        measured: told.octets / gibibyte,
        unit: 'GiB',
        bound: { atMost: 1 },
      },
      {
        what: `${what}, a chart of 24 h`,
        figure: `${told.chartMilliseconds.toFixed(1)} ms`,
        against: 'the slowest of 20 unikernels, 288 points',
        measured: told.chartMilliseconds,
        unit: 'ms',
        bound: { atMost: 200 },
      },
      {
        what: `metrics: ${size.unikernels} unikernels, storing ten minutes`,
        figure: `${told.storeCpuMilliseconds.toFixed(0)} ms of processor time`,
        against: '600 s in which it is sampled',
        measured: told.storeCpuMilliseconds / 600_000,
        unit: 'cores',
        bound: { atMost: 0.1 },
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const measured = z.object({
  ...{ octets: z.number(), points: z.number() },
  ...{ chartMilliseconds: z.number(), storeCpuMilliseconds: z.number() },
});
