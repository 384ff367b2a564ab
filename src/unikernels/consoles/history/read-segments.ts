import { ConsoleSegment } from '../entity.ts';
import type { ConsoleKey } from '../kept-unikernels.ts';
import type { ConsoleStore } from '../store/console-store.ts';

/** Which lines of a console. */
export interface HistoryRange {
  readonly key: ConsoleKey;
  /** By the host's clock: from this time on, and before that one. */
  readonly from: Date | null;
  readonly to: Date | null;
  readonly release: number | null;
  readonly order: 'asc' | 'desc';
  /** The number of the line behind which it goes on, in that order; null: from the beginning. */
  readonly after: number | null;
}

/** Segments that are read at once at most: whoever reads on does not pay a query for each. */
const maxAtOnce = 16;

/** The segments with such lines; one at first, as a page needs it, and then more at once. */
export async function* readSegments(
  { database }: ConsoleStore,
  range: HistoryRange,
): AsyncGenerator<ConsoleSegment> {
  let { after } = range;
  for (let limit = 1; ; limit = Math.min(4 * limit, maxAtOnce)) {
    const where = { ...whereOf(range), ...behind(range.order, after) };
    const orderBy = { firstNumber: range.order };
    const segments = await database.em().find(ConsoleSegment, where, { orderBy, limit });
    yield* segments;
    const last = segments.at(-1);
    if (!last || segments.length < limit) return;
    after = range.order === 'asc' ? last.lastNumber : last.firstNumber;
  }
}

function whereOf({ key, from, to, release }: HistoryRange) {
  return {
    ...key,
    ...(from && { lastAt: { $gte: from } }),
    ...(to && { firstAt: { $lt: to } }),
    ...(release !== null && { release }),
  };
}

function behind(order: HistoryRange['order'], after: number | null) {
  if (after === null) return {};
  return order === 'asc' ? { lastNumber: { $gt: after } } : { firstNumber: { $lt: after } };
}
