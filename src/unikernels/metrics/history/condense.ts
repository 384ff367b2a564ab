import type { BlockPlace } from '../store/block-place.ts';
import { combine, type Points } from './metric-point.ts';
import { addPoints, type PointsById, readPoints } from './stored-points.ts';
import { coarseTier, fineTier, startOf } from './tiers.ts';

/** The means over the minutes of some fine points. */
export function minutesOf(fine: Points): Points {
  const minutes = new Set([...fine.keys()].map((at) => startOf(at, coarseTier.step)));
  return new Map([...minutes].flatMap((minute) => minuteOf(fine, minute)));
}

/**
 * Stores the minutes of all fine points of some unikernels before a moment that are not stored yet: once for each
 * block of fine points, since a block of minutes that is written with each of them would be written over and over.
 * `from`: before that all is stored; null: nobody knows.
 */
export async function condense(
  place: BlockPlace,
  unikernels: readonly string[],
  { from, to }: { readonly from: number | null; readonly to: number },
): Promise<void> {
  const first = from ?? (await lastMinute(place, unikernels, to));
  const fine = await readPoints(place, unikernels, fineTier, { from: first, to });
  const minutes: PointsById = new Map([...fine].map(([id, points]) => [id, minutesOf(points)]));
  await addPoints(place, coarseTier, minutes);
}

/** The first of the last minutes that are stored of some unikernels, as far as there may be fine points after it. */
async function lastMinute(place: BlockPlace, unikernels: readonly string[], to: number) {
  const earliest = startOf(to - 2 * fineTier.kept, coarseTier.step);
  const stored = await readPoints(place, unikernels, coarseTier, { from: earliest, to });
  const lasts = unikernels.map((id) => Math.max(earliest, ...(stored.get(id)?.keys() ?? [])));
  return Math.min(...lasts);
}

function minuteOf(points: Points, minute: number) {
  const within = Array.from({ length: coarseTier.step / fineTier.step }, (_, index) =>
    points.get(minute + index * fineTier.step),
  );
  const combined = combine(within.filter((point) => point !== undefined));
  return combined ? [[minute, combined] as const] : [];
}
