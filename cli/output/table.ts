import { safeText } from './safe-text.ts';

/** What a column shows of a row; null: nothing. */
export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string | null;
  /** Colours the padded cell. */
  readonly style?: (text: string, row: Row) => string;
}

/** Rows in columns as wide as their longest cell. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const cells = rows.map((row) => columns.map(({ cell }) => safeText(cell(row) ?? '-')));
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, ...cells.map((line) => line[index]?.length ?? 0)),
  );
  const pad = (text: string, index: number) => text.padEnd(widths[index] ?? 0);
  const heading = columns.map(({ title }, index) => pad(title, index)).join('  ');
  const lines = rows.map((row, at) =>
    columns
      .map(({ style = (text) => text }, index) => style(pad(cells[at]?.[index] ?? '', index), row))
      .join('  '),
  );
  return [heading, ...lines].map((line) => line.trimEnd()).join('\n');
}

/** Names and what they stand for, one a line; what is null is left out. */
export function facts(pairs: readonly (readonly [string, string | null])[]): string {
  const known = pairs.filter(([, text]) => text !== null);
  const width = Math.max(0, ...known.map(([name]) => name.length));
  return known.map(([name, text]) => `${name.padEnd(width)}  ${safeText(text ?? '')}`).join('\n');
}
