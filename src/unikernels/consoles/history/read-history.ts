import type { ConsoleStore } from '../store/console-store.ts';
import { parseLines } from '../store/line-codec.ts';
import { type HistoryLine, linesOf } from './lines-of.ts';
import { type HistoryRange, readSegments } from './read-segments.ts';

/** Some lines, and where to go on. */
export interface HistoryPage {
  readonly lines: readonly HistoryLine[];
  /** `after` of the next page; null: there is no more. */
  readonly next: number | null;
}

/** The first `limit` lines of a range. */
export async function readHistory(
  store: ConsoleStore,
  range: HistoryRange,
  limit: number,
  signal: AbortSignal,
): Promise<HistoryPage> {
  const lines: HistoryLine[] = [];
  for await (const line of historyLines(store, range, signal)) {
    if (lines.length === limit) return { lines, next: lines.at(-1)?.number ?? null };
    lines.push(line);
  }
  return { lines, next: null };
}

/** All lines of a range, as they are asked for; what is damaged is passed over. */
export async function* historyLines(
  store: ConsoleStore,
  range: HistoryRange,
  signal: AbortSignal,
): AsyncGenerator<HistoryLine> {
  let isMissing = false;
  for await (const segment of readSegments(store, range)) {
    signal.throwIfAborted();
    const text = await store.read(segment);
    const lines = parseLines(text?.toString() ?? '').map((line, index) => ({ ...line, index }));
    const { firstNumber, release } = segment;
    const gapBefore = segment.gapBefore || (isMissing && range.order === 'asc');
    yield* linesOf({ firstNumber, release, gapBefore }, lines, range);
    isMissing = text === null;
  }
}
