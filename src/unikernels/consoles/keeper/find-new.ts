import { consoleHistory } from '../../../albatross/commands.ts';
import type { KeptLine } from '../store/line-codec.ts';

/** What of a history was not kept yet. */
export interface NewLines<T extends KeptLine> {
  readonly lines: readonly T[];
  /** Whether lines may be missing before these. */
  readonly gapBefore: boolean;
}

/**
 * What a host's history has behind the lines that were kept last. The history is in the order in which
 * it was printed, whatever the clock of the host did meanwhile, so that only the place of those lines
 * counts: where they are not in it any more, all of it is new. A full history of which nothing was kept may lack what was
 * printed before it.
 */
export function findNew<T extends KeptLine>(
  history: readonly T[],
  kept: readonly KeptLine[],
): NewLines<T> {
  if (kept.length === 0) return { lines: history, gapBefore: history.length >= consoleHistory };
  for (let end = history.length; end > 0; end -= 1) {
    if (endsWith(history, end, kept)) return { lines: history.slice(end), gapBefore: false };
  }
  return { lines: history, gapBefore: history.length > 0 };
}

/** Whether the history up to `end` ends as what was kept does, as far as both go. */
function endsWith(history: readonly KeptLine[], end: number, kept: readonly KeptLine[]): boolean {
  const length = Math.min(end, kept.length);
  for (let back = 1; back <= length; back += 1) {
    if (!isSame(history[end - back], kept[kept.length - back])) return false;
  }
  return true;
}

function isSame(one: KeptLine | undefined, other: KeptLine | undefined): boolean {
  return one?.timestamp.getTime() === other?.timestamp.getTime() && one?.line === other?.line;
}
