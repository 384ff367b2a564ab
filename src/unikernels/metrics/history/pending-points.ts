import type { Usage } from '../usage.ts';
import type { UsedPoint } from './metric-point.ts';
import { fineTier, startOf } from './tiers.ts';
import { usedBetween } from './used-between.ts';

/** Points that wait while they cannot be stored: an hour of them. */
const maxWaiting = 360;

/**
 * Milliseconds between two samples that are too few: their times are of their arrival, and such two have waited
 * for each other somewhere, so nothing tells how long it took to use what is between them.
 */
const shortestGap = 2_000;

const { step } = fineTier;

/** Points of one unikernel between its samples and the store, by the moment at which they begin. */
export class PendingPoints {
  #before: Usage | null = null;
  readonly #waiting = new Map<number, UsedPoint>();

  get size(): number {
    return this.#waiting.size;
  }

  /** Takes a sample. What was used since the one before counts for each point that has ended between them. */
  add(usage: Usage): void {
    const before = this.#before;
    const first = before && startOf(before.at / 1000, step);
    const end = startOf(usage.at / 1000, step);
    const gap = before && usage.at - before.at;
    const isTooSoon = first === end || (gap !== null && gap < shortestGap);
    // Not yet the end of a point, or too close to it: the next sample tells of all of it.
    if (isTooSoon && gap !== null && gap > 0) return;
    this.#before = usage;
    const used = before && usedBetween(before, usage);
    if (!used || first === null) return;
    for (let moment = first; moment < end; moment += step) this.#waiting.set(moment, used);
    for (const moment of this.#waiting.keys()) {
      if (this.#waiting.size <= maxWaiting) return;
      this.#waiting.delete(moment);
    }
  }

  /** What is to be stored; it waits until `stored` says that it is. */
  waiting(): ReadonlyMap<number, UsedPoint> {
    return new Map(this.#waiting);
  }

  stored(points: ReadonlyMap<number, UsedPoint>): void {
    for (const [moment, point] of points) {
      if (this.#waiting.get(moment) === point) this.#waiting.delete(moment);
    }
  }
}
