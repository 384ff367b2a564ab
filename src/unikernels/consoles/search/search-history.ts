import type { MonotonicClock } from '../../../base/clock.ts';
import { oneAhead } from '../../../base/one-ahead.ts';
import { type HistoryLine, linesOf } from '../history/lines-of.ts';
import type { HistoryPage } from '../history/read-history.ts';
import { type HistoryRange, readSegments } from '../history/read-segments.ts';
import type { ConsoleStore } from '../store/console-store.ts';
import type { Wanted } from './find-text.ts';
import { SearchThread } from './search-thread.ts';

/** Milliseconds after which a search answers with what it has found, and with nothing. */
const foundTakes = 1_000;
const nothingTakes = 15_000;

/** What is looked for, and until when. */
export interface SearchOptions {
  readonly limit: number;
  readonly now: MonotonicClock;
  readonly signal: AbortSignal;
}

/**
 * The first lines of a range with a text in them: `limit` of them, or as many as are found in the time
 * that a search may take. `next` goes on from there.
 */
export async function searchHistory(
  store: ConsoleStore,
  range: HistoryRange,
  wanted: Wanted,
  { limit, now, signal }: SearchOptions,
): Promise<HistoryPage> {
  await using thread = new SearchThread(wanted);
  await thread.begun;
  const begun = now();
  const lines: HistoryLine[] = [];
  for await (const { segment, content } of oneAhead(readPacked(store, range))) {
    const found = content ? await thread.find(content, signal) : [];
    lines.push(...linesOf(segment, found, range));
    if (lines.length >= limit) return pageOf(lines, limit);
    const took = now() - begun;
    if (took < (lines.length > 0 ? foundTakes : nothingTakes)) continue;
    return { lines, next: range.order === 'asc' ? segment.lastNumber : segment.firstNumber };
  }
  return { lines, next: null };
}

async function* readPacked(store: ConsoleStore, range: HistoryRange) {
  for await (const segment of readSegments(store, range)) {
    yield { segment, content: await store.readPacked(segment) };
  }
}

function pageOf(found: readonly HistoryLine[], limit: number): HistoryPage {
  const lines = found.slice(0, limit);
  return { lines, next: lines.at(-1)?.number ?? null };
}
