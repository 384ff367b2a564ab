import type { IndexedLine } from '../history/lines-of.ts';

/** A text to be found as it is. */
export interface Wanted {
  readonly text: string;
  readonly ignoreCase: boolean;
}

/** The lines with a text in them, of lines as `formatLines` writes them; in their order. */
export function findText(segment: string, { text, ignoreCase }: Wanted): IndexedLine[] {
  const has = containing(text, ignoreCase);
  if (!has(segment)) return [];
  const found: IndexedLine[] = [];
  let index = 0;
  for (const row of segment.split('\n')) {
    const tab = row.indexOf('\t');
    if (tab < 0) continue;
    const line = row.slice(tab + 1);
    if (has(line)) found.push({ index, timestamp: new Date(Number(row.slice(0, tab))), line });
    index += 1;
  }
  return found;
}

function containing(text: string, ignoreCase: boolean): (line: string) => boolean {
  if (!ignoreCase) return (line) => line.includes(text);
  const pattern = new RegExp(RegExp.escape(text), 'iv');
  return (line) => pattern.test(line);
}
