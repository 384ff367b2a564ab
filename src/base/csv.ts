/** What a cell may hold. */
export type CsvCell = string | number | null;

/** Characters at which spreadsheets begin a formula, also behind blanks that they leave out. */
const formula = /^\s*[=+\-@\t\r]/;

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
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
