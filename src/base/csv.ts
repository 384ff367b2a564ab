/** What a cell may hold. */
export type CsvCell = string | number | null;

/** Characters that begin a formula in spreadsheets, also after whitespace, which they skip, and in full width. */
const formula = /^\s*[=+\-@\t\r＝＋－＠]/;

/**
 * The end of a cell or a line, followed by a formula, in a spreadsheet set to a language with decimal commas:
 * it splits cells elsewhere, and so does not recognise the quotes.
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
