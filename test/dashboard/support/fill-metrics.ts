import { ifError } from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { MetricPoint } from '../../../src/unikernels/metrics/history/metric-point.ts';
import { addPoints } from '../../../src/unikernels/metrics/history/stored-points.ts';
import {
  coarseTier,
  fineTier,
  startOf,
  type Tier,
} from '../../../src/unikernels/metrics/history/tiers.ts';
import { FileBlocks } from '../../../src/unikernels/metrics/store/file-place.ts';

const hour = 3600;

/** Fills what is kept of a unikernel, but for the hours that it is to miss; while the server does not run. */
export async function fillMetrics(
  folder: string,
  name: string,
  missing: { readonly fromHoursAgo: number; readonly toHoursAgo: number },
): Promise<void> {
  const id = idOf(join(folder, 'fulmar.sqlite'), name);
  const place = new FileBlocks(join(folder, 'metrics.sqlite'), ifError);
  const now = Date.now() / 1000;
  const isMissing = (moment: number) =>
    moment >= now - missing.fromHoursAgo * hour && moment < now - missing.toHoursAgo * hour;
  const fill = async (tier: Tier, from: number) => {
    const points = new Map<number, MetricPoint>();
    for (let at = startOf(from, tier.step); at + tier.step <= now; at += tier.step) {
      if (!isMissing(at)) points.set(at, usedAt(at));
    }
    await addPoints(place, tier, new Map([[id, points]]));
  };
  await fill(fineTier, now - fineTier.kept);
  await fill(coarseTier, now - coarseTier.kept);
  await place.close();
}

/** More in the middle of each day, as is usual. */
function usedAt(at: number): MetricPoint {
  const wave = (1 - Math.cos((at / (24 * hour)) * 2 * Math.PI)) / 2;
  const ripple = (1 + Math.sin(at / 37) * Math.cos(at / 11)) / 2;
  return {
    cpu: Math.round(700_000 * wave * (0.6 + 0.4 * ripple)),
    memory: 4096 * Math.round(6_000 + 5_000 * wave + 500 * ripple),
    received: Math.round(200_000 * wave * ripple),
    sent: Math.round(900_000 * wave * ripple),
    ...{ blockReads: 0, blockWrites: 0, cpus: 1, memoryLimit: 64 },
  };
}

function idOf(file: string, name: string): string {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const row = database.prepare('select id from unikernels where name = ?').get(name);
    return String(row?.id);
  } finally {
    database.close();
  }
}
