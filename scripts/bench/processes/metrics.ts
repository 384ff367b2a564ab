import { ifError } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { chooseStep } from '../../../src/unikernels/metrics/history/choose-step.ts';
import type { MetricPoint } from '../../../src/unikernels/metrics/history/metric-point.ts';
import { resample } from '../../../src/unikernels/metrics/history/resample.ts';
import { addPoints } from '../../../src/unikernels/metrics/history/stored-points.ts';
import {
  coarseTier,
  fineTier,
  pointsOfBlock,
  startOf,
  type Tier,
} from '../../../src/unikernels/metrics/history/tiers.ts';
import { UsageHistory } from '../../../src/unikernels/metrics/history/usage-history.ts';
import { FileBlocks } from '../../../src/unikernels/metrics/store/file-place.ts';
import { optionsFromParent, tellParent } from './tell-parent.ts';

/** Stores what many unikernels that are busy used, and reads a day of some. */
const { folder, unikernels, days } = z
  .object({ folder: z.string(), unikernels: z.int(), days: z.int() })
  .parse(optionsFromParent());

const day = 24 * 3600;
const now = startOf(Date.now() / 1000, coarseTier.step * pointsOfBlock);
const ids = Array.from({ length: unikernels }, () => randomUUID());
const given = { cpus: 1, memoryLimit: 64 };
const place = new FileBlocks(join(folder, 'metrics.sqlite'), ifError);
const usage = new UsageHistory({ place, clock: () => new Date(now * 1000) });

let points = 0;
await fill(fineTier, day);
await fill(coarseTier, days * day);
const octets = await sizeOf(folder);
const storeCpuMilliseconds = await timeStore();
let chartMilliseconds = 0;
for (const id of ids.slice(0, 20)) {
  const begun = performance.now();
  await chart(id);
  chartMilliseconds = Math.max(chartMilliseconds, performance.now() - begun);
}
await usage.close();
tellParent({ octets, points, chartMilliseconds, storeCpuMilliseconds });

/** Writes as many blocks as there are in a time, in the order of time. */
async function fill(tier: Tier, seconds: number): Promise<void> {
  const length = tier.step * pointsOfBlock;
  for (let start = now - seconds; start < now; start += length) {
    const moments = Array.from({ length: pointsOfBlock }, (_, index) => start + index * tier.step);
    const added = new Map(
      ids.map((id) => [id, new Map(moments.map((moment) => [moment, busy()]))]),
    );
    await addPoints(place, tier, added);
    points += ids.length * pointsOfBlock;
  }
}

/** No two points are alike. */
function busy(): MetricPoint {
  const upTo = (max: number) => Math.round(Math.random() * max);
  return {
    ...{ cpu: upTo(900_000), memory: 4096 * (8_000 + upTo(200)) },
    ...{ received: upTo(1_000_000), sent: upTo(4_000_000) },
    ...{ blockReads: upTo(50_000), blockWrites: upTo(50_000), ...given },
  };
}

/** What the samples of ten minutes take, on whatever thread: three at a time, and once their minutes. */
async function timeStore(): Promise<number> {
  const busyNow = { memory: 2 ** 22, received: 0, sent: 0, blockReads: 0, blockWrites: 0 };
  const before = process.cpuUsage();
  for (let sample = 0; sample <= 60; sample++) {
    const at = (now + 10 * sample) * 1000;
    for (const id of ids) usage.put(id, { ...busyNow, at, cpuSeconds: sample });
    if (sample % 3 === 0) await usage.store(new Map(ids.map((id) => [id, given])));
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

async function chart(id: string): Promise<void> {
  const span = { from: now - day, to: now };
  const { step, tier } = chooseStep(span, null, now);
  resample(await usage.read(id, tier, span), span, step);
}

async function sizeOf(path: string): Promise<number> {
  const sizes = (await readdir(path)).map(async (name) => (await stat(join(path, name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
