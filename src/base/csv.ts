/** What a cell may hold. */
export type CsvCell = string | number | null;

/** Characters at which spreadsheets begin a formula, also behind blanks that they leave out, and of full width. */
const formula = /^\s*[=+\-@\t\r＝＋－＠]/;

/**
 * What ends a cell or a line for a spreadsheet set to a language with decimal commas, where a formula follows:
 * it knows the quotes only of cells that begin for it where they begin here.
 */
const formulaWithin = /(\r?\n|[;\t\r])(?=["\s]*[=+\-@＝＋－＠])/g;

/**
 * A line of a table (RFC 4180), with its end. Text that a spreadsheet would take for a formula gets an
 * apostrophe before it, so that nothing somebody typed is carried out where the file is opened.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `${cell}`;
  const guarded = cell.replace(formulaWithin, "$1'");
  const text = formula.test(cell) ? `'${guarded}` : guarded;
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
