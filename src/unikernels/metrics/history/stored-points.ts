import type { BlockPoints } from '../store/block-codec.ts';
import { packBlock, unpackBlock } from '../store/block-codec.ts';
import type { BlockPlace, StoredBlock } from '../store/block-place.ts';
import type { MetricPoint, Points } from './metric-point.ts';
import { blockOf, pointsOfBlock, type Tier } from './tiers.ts';

/** The points of some unikernels, by their ids. */
export type PointsById = ReadonlyMap<string, Points>;

/** The points of some unikernels that begin from a moment on and before another. */
export async function readPoints(
  place: BlockPlace,
  unikernels: readonly string[],
  tier: Tier,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<PointsById> {
  const { step } = tier;
  const range = { unikernels, step, from: blockOf(tier, from), to: Math.ceil(to) };
  const blocks = (await place.read(range)).toSorted((one, other) => one.start - other.start);
  const byId = Map.groupBy(blocks, ({ unikernel }) => unikernel);
  return new Map(
    [...byId].map(([id, own]) => {
      const points = own.flatMap(pointsOf).filter(([at]) => at >= from && at < to);
      return [id, new Map(points)];
    }),
  );
}

/** Adds points to those that are stored; gives all points of the blocks that they are in. */
export async function addPoints(
  place: BlockPlace,
  tier: Tier,
  added: PointsById,
): Promise<PointsById> {
  const moments = [...added.values()].flatMap((points) => [...points.keys()]);
  if (moments.length === 0) return added;
  const range = {
    from: blockOf(tier, Math.min(...moments)),
    to: blockOf(tier, Math.max(...moments)) + tier.step * pointsOfBlock,
  };
  const stored = await readPoints(place, [...added.keys()], tier, range);
  const whole = new Map(
    [...added].map(([id, points]) => [id, new Map([...(stored.get(id) ?? []), ...points])]),
  );
  const changed = [...added].flatMap(([unikernel, points]) => {
    const starts = new Set([...points.keys()].map((at) => blockOf(tier, at)));
    const all = whole.get(unikernel) ?? points;
    return [...starts].map((start) => packed({ unikernel, start }, tier, all));
  });
  await place.write(changed);
  return whole;
}

/** What is damaged counts as not there. */
function pointsOf({ start, step, content }: StoredBlock): [number, MetricPoint][] {
  return (unpackBlock(content) ?? []).flatMap((point, index) =>
    point ? [[start + index * step, point]] : [],
  );
}

function packed(
  { unikernel, start }: Pick<StoredBlock, 'unikernel' | 'start'>,
  { step }: Tier,
  points: Points,
): StoredBlock {
  const inOrder: BlockPoints = Array.from(
    { length: pointsOfBlock },
    (_, index) => points.get(start + index * step) ?? null,
  );
  return { unikernel, step, start, content: packBlock(inOrder) };
}
