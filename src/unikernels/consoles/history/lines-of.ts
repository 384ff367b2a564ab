import type { ConsoleSegment } from '../entity.ts';
import type { KeptLine } from '../store/line-codec.ts';
import type { HistoryRange } from './read-segments.ts';

/** A line with its place among those of its unikernel. */
export interface HistoryLine extends KeptLine {
  readonly number: number;
  readonly release: number | null;
  /** Whether lines may be missing before it. */
  readonly gapBefore: boolean;
}

/** A line by its place in a segment. */
export interface IndexedLine extends KeptLine {
  readonly index: number;
}

type Placed = Pick<ConsoleSegment, 'firstNumber' | 'release' | 'gapBefore'>;

/** Those of a segment's lines that are in a range, in its order. */
export function linesOf(
  { firstNumber, release, gapBefore }: Placed,
  lines: readonly IndexedLine[],
  range: HistoryRange,
): HistoryLine[] {
  const numbered = lines.map(({ index, timestamp, line }) => ({
    ...{ number: firstNumber + index, timestamp, line, release: release ?? null },
    gapBefore: gapBefore && index === 0,
  }));
  const inRange = numbered.filter((line) => isIn(line, range));
  return range.order === 'asc' ? inRange : inRange.reverse();
}

function isIn({ number, timestamp }: HistoryLine, { from, to, order, after }: HistoryRange) {
  if (from && timestamp < from) return false;
  if (to && timestamp >= to) return false;
  if (after === null) return true;
  return order === 'asc' ? number > after : number < after;
}
