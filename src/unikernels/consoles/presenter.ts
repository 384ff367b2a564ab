import type { HistoryLine } from './history/lines-of.ts';
import type { HistoryPage } from './history/read-history.ts';

/** A page of lines, as the API shows it. */
export function presentHistory({ lines, next }: HistoryPage) {
  const data = lines.map(({ timestamp, ...line }) => ({
    ...line,
    timestamp: timestamp.toISOString(),
  }));
  return { data, next: next === null ? null : `${next}` };
}

/** A line of a download; before one with a gap a line says so. */
export function formatHistoryLine({ timestamp, line, gapBefore }: HistoryLine): string {
  const gap = gapBefore ? '--- lines may be missing here ---\n' : '';
  return `${gap}${timestamp.toISOString()} ${line}\n`;
}
