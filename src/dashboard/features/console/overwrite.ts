const escapeCharacter = '\u001b';
const reset = `${escapeCharacter}[0m`;
/** Longer than all that a terminal tells apart; older colours are forgotten beyond it. */
const maxColors = 200;

/** What stands in one column. */
interface Cell {
  readonly character: string;
  /** The sequences that gave it its look. */
  readonly colors: string;
}

/** Whether a line goes back in itself, as one that shows progress does. */
export const goesBack = (line: string): boolean => /[\r\b]/.test(line);

/**
 * What a terminal shows of a line in the end that goes back in itself: a CR leads to its beginning, a
 * backspace one column back, `ESC [ K` erases, and what follows takes the place of what stood there,
 * one by one. `pieces` are characters, controls and whole sequences; the result has colours alone.
 */
export function overwrite(pieces: Iterable<string>): string {
  const cells: Cell[] = [];
  let [column, colors] = [0, ''];
  for (const piece of pieces) {
    if (piece === '\r') column = 0;
    else if (piece === '\b') column = Math.max(0, column - 1);
    else if (piece.startsWith(escapeCharacter)) {
      erase(piece, cells, column);
      colors = colorsAfter(piece, colors);
    } else if (!/\p{Cc}/u.test(piece) || piece === '\t') {
      while (cells.length < column) cells.push({ character: ' ', colors: '' });
      cells[column] = { character: piece, colors };
      column += 1;
    }
  }
  return cells.map((cell, at) => changeOf(cells[at - 1], cell) + cell.character).join('');
}

/** `ESC [ K` erases what is right of the cursor, with 1 what is left of it, with 2 all. */
function erase(piece: string, cells: Cell[], column: number): void {
  const [, what] = /^.\[([012]?)K$/s.exec(piece) ?? [];
  if (what === undefined) return;
  if (what === '1') cells.fill({ character: ' ', colors: '' }, 0, column + 1);
  else cells.splice(what === '2' ? 0 : column);
}

function colorsAfter(piece: string, colors: string): string {
  if (!/^.\[[\d;]*m$/s.test(piece)) return colors;
  const isReset = /^.\[(?:0*(?:;|m))/s.test(piece);
  return isReset || colors.length > maxColors ? piece : colors + piece;
}

function changeOf(before: Cell | undefined, { colors }: Cell): string {
  return colors === (before?.colors ?? '') ? '' : reset + colors;
}
